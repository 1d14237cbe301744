import { createServer } from 'node:http'

/*
 * Receivers of webhooks, by path: `/good` answers at once, `/slow` after 200 ms, `/failing` with 500 every tenth time, `/dead` never.
 * `/seen` returns the number of webhooks that were answered with 204.
 */
const SLOW_MS = 200
let accepted = 0
let failing = 0

createServer((request, response) => {
  if (request.url === '/seen') {
    response.end(JSON.stringify({ accepted }))
    return
  }
  const answer = (status: number): void => {
    if (status === 204) accepted++
    response.writeHead(status).end()
  }
  request.resume().on('end', () => {
    if (request.url === '/good') answer(204)
    else if (request.url === '/slow') setTimeout(() => answer(204), SLOW_MS)
    else if (request.url === '/failing') answer(++failing % 10 === 0 ? 500 : 204)
  })
}).listen(Number(process.env['PORT']), '127.0.0.1')
