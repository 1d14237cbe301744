import { createServer } from 'node:http'

/*
 * A fast, strict provider: each refresh token works once and returns the next. `/seen` returns the number of refreshes, and of refresh
 * tokens that were not the newest of their grant. `FAULTS_PERCENT` of the token requests fail before anything is exchanged: with 503, or
 * with a connection that breaks.
 */
const FAULTS_PERCENT = Number(process.env['FAULTS_PERCENT'] ?? 0)
const LIFETIME_SECONDS = Number(process.env['LIFETIME_SECONDS'] ?? 3600)
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
    if (Math.random() * 100 < FAULTS_PERCENT) {
      if (Math.random() < 0.5) request.socket.destroy()
      else response.writeHead(503).end()
      return
    }
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
          expires_in: LIFETIME_SECONDS,
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
