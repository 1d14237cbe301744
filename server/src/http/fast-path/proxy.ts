import { proxyRequest, type ProxyRequest } from '../../proxy/proxy-request.ts'
import { ProblemError } from '../../kernel/errors.ts'
import type { Context } from '../context.ts'
import { Answer } from './answer.ts'
import { readAhead, streamOf } from './body.ts'
import type { HotExchange } from './exchange.ts'
import type { HotRoute } from './fast-path.ts'
import { KeptBodies, MOST_KEPT_BYTES } from './kept-bodies.ts'
import { rawHeader } from './raw-headers.ts'

const PREFIX = '/v1/proxy/'
export const PROXY_ROUTE = {
  url: '/v1/proxy/:id/*',
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
} as const
const METHODS: ReadonlySet<string> = new Set(PROXY_ROUTE.methods)

/** Calls forwarded to the platform. Answers and large bodies are streamed without being held in memory. */
export function proxyRoute(context: Context): HotRoute {
  const keptBodies = new KeptBodies()
  return {
    name: PROXY_ROUTE.url,
    scope: 'proxy:use',
    matches: (method, url) => url.startsWith(PREFIX) && METHODS.has(method),
    serve(principal, exchange) {
      const { request } = exchange
      const { method = 'GET', url = '', rawHeaders } = request
      const slash = url.indexOf('/', PREFIX.length)
      if (slash < 0) throw new ProblemError('not_found')
      const connectionId = url.slice(PREFIX.length, slash)
      const path = url.slice(slash)
      const send = (body: ProxyRequest['body']): Promise<void> | void =>
        proxyRequest(
          context,
          principal,
          { connectionId, method, path, rawHeaders, body },
          new Answer(exchange),
        )
      const body = bodyOf(exchange, keptBodies, context.settings.proxyMaxBodyBytes)
      return body instanceof Promise ? body.then(send) : send(body)
    },
  }
}

/** null for requests without a body. @throws HubError request_too_large, at once when the length is announced */
function bodyOf(
  { request, response }: HotExchange,
  keptBodies: KeptBodies,
  limitBytes: number,
): Promise<Buffer | AsyncIterable<Uint8Array>> | AsyncIterable<Uint8Array> | null {
  const length = rawHeader(request.rawHeaders, 'content-length')
  if (length === undefined && rawHeader(request.rawHeaders, 'transfer-encoding') === undefined) return null
  if (Number(length) > limitBytes) throw new ProblemError('request_too_large', { facts: { limitBytes } })
  const keptBytes = length === undefined ? MOST_KEPT_BYTES : Number(length)
  return keptBodies.keep(keptBytes, response)
    ? readAhead(request, { keptBytes, limitBytes })
    : streamOf(request, limitBytes)
}
