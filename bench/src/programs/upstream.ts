import { createServer } from 'node:http'

/** The provider: responds to every call with 1 KB of JSON. */
const body = JSON.stringify({ padding: 'x'.repeat(1010) })
createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
}).listen(Number(process.env['PORT']), '127.0.0.1')
