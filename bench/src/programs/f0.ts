import { createServer } from 'node:http'

/** F0: the cost of a response with node:http. */
createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"hello":"world"}')
}).listen(Number(process.env['PORT']), '127.0.0.1')
