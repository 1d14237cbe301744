import type { IncomingMessage } from 'node:http'
import { forwardRequest } from '../../core/forward-request.ts'
import { HubError } from '../../errors.ts'
import type { Context } from '../context.ts'
import { Answer } from './answer.ts'
import type { HotRoute } from './hot-routes.ts'

const PREFIX = '/v1/proxy/'
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** Calls forwarded to the platform, streamed both ways without being held in memory. */
export function proxyRoute({ ports, door, turns, usage, settings }: Context): HotRoute {
  const parts = { door, turns, usage }
  return {
    name: '/v1/proxy/:id/*',
    right: 'proxy',
    matches: (method, url) => url.startsWith(PREFIX) && METHODS.has(method),
    serve(caller, { request, response, refuse }) {
      const { method = 'GET', url = '', rawHeaders } = request
      const slash = url.indexOf('/', PREFIX.length)
      if (slash < 0) throw new HubError('not_found')
      const body = bodyOf(request, settings.maxBodyBytes)
      const call = {
        connectionId: url.slice(PREFIX.length, slash),
        method,
        path: url.slice(slash),
        rawHeaders,
        body,
      }
      return forwardRequest(ports, parts, caller, call, new Answer(response, refuse))
    },
  }
}

/** null for requests without a body. @throws HubError body_too_large, at once when the length is announced */
function bodyOf(request: IncomingMessage, limitBytes: number): AsyncIterable<Uint8Array> | null {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  if (length === undefined && encoding === undefined) return null
  if (Number(length) > limitBytes) throw new HubError('body_too_large', { facts: { limitBytes } })
  return limited(request, limitBytes)
}

async function* limited(body: AsyncIterable<Uint8Array>, limitBytes: number): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > limitBytes) throw new HubError('body_too_large', { facts: { limitBytes } })
    yield chunk
  }
}
