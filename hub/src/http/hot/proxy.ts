import type { IncomingMessage } from 'node:http'
import { forwardRequest, type ForwardRequest } from '../../core/forward-request.ts'
import { HubError } from '../../errors.ts'
import type { Context } from '../context.ts'
import { Answer } from './answer.ts'
import { readSmallBody } from './body.ts'
import type { HotRoute } from './hot-routes.ts'
import { rawHeader } from './raw-headers.ts'

const PREFIX = '/v1/proxy/'
export const PROXY_ROUTE = {
  url: '/v1/proxy/:id/*',
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
} as const
const METHODS: ReadonlySet<string> = new Set(PROXY_ROUTE.methods)

/** Up to this size a body is read first, so that it can be sent again; a larger one streams. */
const SMALL_BYTES = 64 * 1024

/** Calls forwarded to the platform, streamed both ways without being held in memory. */
export function proxyRoute(context: Context): HotRoute {
  return {
    name: PROXY_ROUTE.url,
    right: 'proxy',
    matches: (method, url) => url.startsWith(PREFIX) && METHODS.has(method),
    serve(caller, exchange) {
      const { request } = exchange
      const { method = 'GET', url = '', rawHeaders } = request
      const slash = url.indexOf('/', PREFIX.length)
      if (slash < 0) throw new HubError('not_found')
      const connectionId = url.slice(PREFIX.length, slash)
      const path = url.slice(slash)
      const send = (body: ForwardRequest['body']): Promise<void> | void =>
        forwardRequest(
          context,
          caller,
          { connectionId, method, path, rawHeaders, body },
          new Answer(exchange),
        )
      const body = bodyOf(request, context.settings.maxBodyBytes)
      return body instanceof Promise ? body.then(send) : send(body)
    },
  }
}

/** null for requests without a body. @throws HubError body_too_large, at once when the length is announced */
function bodyOf(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Buffer> | AsyncIterable<Uint8Array> | null {
  const length = rawHeader(request.rawHeaders, 'content-length')
  if (length === undefined && rawHeader(request.rawHeaders, 'transfer-encoding') === undefined) return null
  if (Number(length) > limitBytes) throw new HubError('body_too_large', { facts: { limitBytes } })
  if (Number(length) <= SMALL_BYTES) return readSmallBody(request, SMALL_BYTES)
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
