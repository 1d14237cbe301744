import { createServer } from 'node:http'
import { Agent, type Dispatcher } from 'undici'

/** FX: the minimum of a proxy with undici's dispatcher: no key, no scopes, no lookup, no header filter. */
const agent = new Agent({ connections: 128 })
const origin = process.env['UPSTREAM'] ?? ''

createServer((request, response) => {
  agent.dispatch(
    {
      origin,
      path: request.url ?? '/',
      method: request.method as Dispatcher.HttpMethod,
      headers: { authorization: 'Bearer x' },
    },
    {
      onRequestStart: () => undefined,
      onResponseStart: (_controller, status, headers) => void response.writeHead(status, headers),
      onResponseData: (_controller, chunk) => void response.write(chunk),
      onResponseEnd: () => void response.end(),
      onResponseError: () => void response.destroy(),
    },
  )
}).listen(Number(process.env['PORT']), '127.0.0.1')
