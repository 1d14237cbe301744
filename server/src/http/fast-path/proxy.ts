import type { ProxyRequest } from '../../proxy/proxy-call.ts'
import { proxyRequest } from '../../proxy/proxy-request.ts'
import { createWriteGuard } from '../../email-marketing/sending/create-write-guard.ts'
import { CallRecord } from '../../calls/call-record.ts'
import { ProblemError } from '../../kernel/errors.ts'
import type { RouteContext } from '../route-context.ts'
import { readAhead } from './body.ts'
import type { FastPathExchange } from './exchange.ts'
import type { Principal } from '../../workspaces/principal.ts'
import { ProxyResponse } from './proxy-response.ts'
import type { BodyBudget } from '../body-budget.ts'
import { rawHeader } from '../../kernel/raw-header.ts'
import type { FastPathRoute } from './route.ts'

const PREFIX = '/v1/proxy/'
export const PROXY_ROUTE = {
  url: '/v1/proxy/:id/*',
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
} as const
const METHODS: ReadonlySet<string> = new Set(PROXY_ROUTE.methods)

/** Proxied calls to the provider. Responses and large bodies are streamed, not held in memory. */
export function proxyRoute(context: RouteContext): FastPathRoute {
  const guardWrite = createWriteGuard(context)
  return {
    name: PROXY_ROUTE.url,
    scope: 'proxy:use',
    matches: (method, url) => url.startsWith(PREFIX) && METHODS.has(method),
    recordOf(principal, { request, requestId }) {
      if (!context.callLog.isOn) return null
      const { method = '', url = '' } = request
      const slash = url.indexOf('/', PREFIX.length)
      const path = slash < 0 ? '/' : url.slice(slash)
      return new CallRecord({ type: 'proxy', principal, requestId, operation: null, method, path })
    },
    serve(principal, exchange) {
      const { request, record } = exchange
      const { method = 'GET', url = '', rawHeaders } = request
      const slash = url.indexOf('/', PREFIX.length)
      if (slash < 0) throw new ProblemError('not_found')
      const connectionId = url.slice(PREFIX.length, slash)
      const path = url.slice(slash)
      const send = (body: ProxyRequest['body']): Promise<void> | void =>
        proxyRequest(
          context,
          principal,
          { connectionId, method, path, rawHeaders, body, guardWrite, record },
          new ProxyResponse(exchange),
        )
      const limitBytes = context.settings.proxyMaxBodyBytes
      const { bodyBudget } = context
      const body = bodyOf(exchange, principal, { bodyBudget, limitBytes })
      return body instanceof Promise ? body.then(send) : send(body)
    },
  }
}

/** null for a request without a body. @throws ProblemError request_too_large, before reading if `Content-Length` is too large */
function bodyOf(
  exchange: FastPathExchange,
  { principalId }: Principal,
  { bodyBudget, limitBytes }: { readonly bodyBudget: BodyBudget; readonly limitBytes: number },
): Promise<Buffer | AsyncIterable<Uint8Array>> | null {
  const { request, response } = exchange
  const length = rawHeader(request.rawHeaders, 'content-length')
  if (length === undefined && rawHeader(request.rawHeaders, 'transfer-encoding') === undefined) return null
  if (Number(length) > limitBytes) throw new ProblemError('request_too_large', { facts: { limitBytes } })
  const allowance = bodyBudget.allowance(principalId, response)
  return readAhead(exchange.bodyChunks, { allowance, limitBytes })
}
