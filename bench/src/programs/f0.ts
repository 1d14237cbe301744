import { createServer } from 'node:http'

/** F0: what node:http itself takes to answer. */
createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"hello":"world"}')
}).listen(Number(process.env['PORT']), '127.0.0.1')
