import type { Scope } from '@letterlock/sdk/wire.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { assertScope, type Principal } from '../../workspaces/principal.ts'
import { createInstanceIds } from '../../kernel/id.ts'
import type { Context } from '../context.ts'
import { HotExchange } from './exchange.ts'
import type { ServedAt } from '../methods.ts'
import { PROXY_ROUTE, proxyRoute } from './proxy.ts'
import { rawHeader } from './raw-headers.ts'
import { TOKEN_ROUTE, tokenRoute } from './token.ts'

/** For the framework, which does not know them. */
export const HOT_ROUTES: readonly ServedAt[] = [TOKEN_ROUTE, PROXY_ROUTE]

/** A route that is served before the framework: it passes what every route passes, in the cheapest way. */
export interface HotRoute {
  /** As in metrics, log and reference. */
  readonly name: string
  readonly scope: Scope
  readonly matches: (method: string, url: string) => boolean
  readonly serve: (principal: Principal, exchange: HotExchange) => Promise<void> | void
}

/** Serves a hot request and answers true; false leaves it to the framework. */
export function createHotRoutes(
  context: Context,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const routes = [tokenRoute(context), proxyRoute(context)]
  const newInstance = createInstanceIds()
  return (request, response) => {
    const { method = '', url = '' } = request
    const route = routes.find(({ matches }) => matches(method, url))
    if (!route) return false
    const exchange = new HotExchange(context, { request, response, route: route.name, newInstance })
    try {
      serve(context, route, exchange)?.catch((error: unknown) => exchange.refuse(error))
    } catch (error) {
      exchange.refuse(error)
    }
    return true
  }
}

/** No promise where everything is remembered. */
function serve(
  { guard, rateLimit, clientAddress }: Context,
  route: HotRoute,
  exchange: HotExchange,
): Promise<void> | undefined {
  const { rawHeaders } = exchange.request
  const authorization = rawHeader(rawHeaders, 'authorization')
  const go = (principal: Principal): Promise<void> | void => {
    rateLimit.count(principal.principalId)
    assertScope(principal, route.scope)
    return route.serve(principal, exchange)
  }
  const remembered = guard.remembered(authorization)
  if (remembered) return go(remembered) ?? undefined
  return guard
    .authenticate(authorization)
    .catch((error: unknown) => {
      // Whoever guesses keys is counted by address.
      rateLimit.countAddress(clientAddress(exchange.request))
      throw error
    })
    .then(go)
}
