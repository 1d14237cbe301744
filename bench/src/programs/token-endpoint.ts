import { createServer } from 'node:http'

/*
 * A fast, strict provider: each refresh token works once and returns the next. `/seen` returns the number of refreshes, and of refresh
 * tokens that were not the newest of their grant.
 */
const newest = new Map<string, number>()
let refreshed = 0
let refused = 0
let firstAt = 0
let lastAt = 0

createServer((request, response) => {
  if (request.url === '/seen') {
    response.end(JSON.stringify({ refreshed, refused, firstAt, lastAt }))
    return
  }
  let body = ''
  request.setEncoding('latin1')
  request.on('data', (chunk: string) => (body += chunk))
  request.on('end', () => {
    lastAt = performance.now()
    if (firstAt === 0) firstAt = lastAt
    // `rt-GRANT-COUNT`
    const [, grant = '', count = '0'] = /refresh_token=rt-(\w+)-(\d+)/.exec(body) ?? []
    const good = grant !== '' && (newest.get(grant) ?? 0) === Number(count)
    if (good) newest.set(grant, Number(count) + 1)
    if (good) refreshed++
    else refused++
    const answer = good
      ? {
          access_token: `at-${grant}-${Number(count) + 1}`,
          expires_in: 3600,
          refresh_token: `rt-${grant}-${Number(count) + 1}`,
        }
      : { error: 'invalid_grant' }
    const text = JSON.stringify(answer)
    response.writeHead(good ? 200 : 400, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    })
    response.end(text)
  })
}).listen(Number(process.env['PORT']), '127.0.0.1')
