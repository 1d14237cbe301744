import type { RequestListener, Server } from 'node:http'
import { MINUTE, SECOND } from '../kernel/time.ts'
import { createIdentify } from './authentication.ts'
import { BodyBudget } from './body-budget.ts'
import type { HttpContext } from './context.ts'
import { createFastPath } from './fast-path/fast-path.ts'
import { createLazyFramework } from './lazy-framework.ts'
import { limitSockets } from './limit-sockets.ts'
import { createServer as createHttpServer } from './node-http.ts'
import { rejectUnreadable } from './reject-unreadable.ts'
import { RequestGuard } from './request-guard.ts'
import { normalizeTarget } from './request-target.ts'
import type { RouteContext } from './route-context.ts'
import { serveInTurn } from './serve-in-turn.ts'

/** The HTTP server; `listen` makes it listen. */
export interface LetterlockHttpServer {
  readonly server: Server
  /** Accepts no more connections, and resolves when the requests under way have ended. */
  close(): Promise<void>
}

/** Creates the HTTP server: API, connect pages, sign-in, authorization server, MCP, dashboard, operations. Does not listen yet. */
export function createServer(given: HttpContext): LetterlockHttpServer {
  const requestGuard = new RequestGuard(given)
  const identify = createIdentify(given, requestGuard)
  const context: RouteContext = { ...given, requestGuard, identify, bodyBudget: new BodyBudget() }
  const server = createHttpServer(optionsOf(context))
  const framework = createLazyFramework(context, server)
  server.on('request', serveInTurn(traced(context, fastPathFirst(context, framework.serve))))
  server.on('clientError', (error, socket) => rejectUnreadable(requestGuard, error, socket))
  const connections = limitSockets(server, context.log)
  return {
    server,
    async close() {
      connections.closeIdle()
      await framework.close()
      await new Promise((resolve) => server.close(resolve))
      context.metrics.close()
    },
  }
}

/**
 * How long an idle connection is kept: longer than clients reuse it. Otherwise a request that is sent while the server closes the connection
 * is lost (`ECONNRESET`, or 502 from a proxy). Clients keep connections for a minute, load balancers for up to 600 s.
 */
const KEEP_ALIVE_MS = 75 * SECOND
const KEEP_ALIVE_FOR_PROXIES_MS = 620 * SECOND

const optionsOf = ({ settings }: RouteContext): Record<string, number> => ({
  requestTimeout: 5 * MINUTE,
  headersTimeout: MINUTE,
  keepAliveTimeout: settings.isBehindProxies ? KEEP_ALIVE_FOR_PROXIES_MS : KEEP_ALIVE_MS,
})

/** Serves the routes of the fast path before the framework, which would cost as much CPU as their work. */
function fastPathFirst(context: RouteContext, serveOthers: RequestListener): RequestListener {
  const serveFast = createFastPath(context)
  return (request, response) => {
    request.url = normalizeTarget(request.url ?? '/')
    if (!serveFast(request, response)) serveOthers(request, response)
  }
}

const traced = ({ tracing }: RouteContext, serve: RequestListener): RequestListener =>
  tracing === null ? serve : (request, response) => tracing.serve(request, () => serve(request, response))
