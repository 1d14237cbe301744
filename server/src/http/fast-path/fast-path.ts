import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Principal } from '../../workspaces/principal.ts'
import type { RouteContext } from '../route-context.ts'
import type { ServedAt } from '../methods.ts'
import { FastPathExchange } from './exchange.ts'
import { createHealth, HEALTH_ROUTES } from './health.ts'
import { PROXY_ROUTE, proxyRoute } from './proxy.ts'
import { rawHeader } from '../../kernel/raw-header.ts'
import type { FastPathRoute } from './route.ts'
import { assertSingleHeaders } from '../single-headers.ts'
import { TOKEN_ROUTE, tokenRoute } from './token.ts'

/** The routes of the fast path, for the parts that list all routes: the framework does not know these. */
export const FAST_PATH_ROUTES: readonly ServedAt[] = [TOKEN_ROUTE, PROXY_ROUTE, ...HEALTH_ROUTES]

/** Returns a function that serves a request of the fast path and returns true; false leaves the request to the framework. */
export function createFastPath(
  context: RouteContext,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const routes = [tokenRoute(context), proxyRoute(context)]
  const serveHealth = createHealth(context)
  return (request, response) => {
    const { method = '', url = '' } = request
    const route = routes.find(({ matches }) => matches(method, url))
    if (!route) return serveHealth(request, response)
    const exchange = new FastPathExchange(context, { request, response, route: route.name })
    try {
      serve(context, route, exchange)?.catch((error: unknown) => exchange.reject(error))
    } catch (error) {
      exchange.reject(error)
    }
    return true
  }
}

/** Creates no promise if the secret key and the access token are cached. */
function serve(
  { requestGuard }: RouteContext,
  route: FastPathRoute,
  exchange: FastPathExchange,
): Promise<void> | undefined {
  const { request } = exchange
  const admitted = (principal: Principal): Promise<void> | void => {
    exchange.principalId = principal.principalId
    exchange.record = route.recordOf?.(principal, exchange) ?? null
    requestGuard.admit(principal, route.scope)
    return route.serve(principal, exchange)
  }
  assertSingleHeaders(request.rawHeaders)
  const principal = requestGuard.authenticate(rawHeader(request.rawHeaders, 'authorization'))
  if (!(principal instanceof Promise)) return admitted(principal) ?? undefined
  return principal
    .catch((error: unknown) => requestGuard.rejectUnauthenticated(error, request))
    .then(admitted)
}
