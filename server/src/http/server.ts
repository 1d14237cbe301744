import cookie from '@fastify/cookie'
import { MAX_BODY_BYTES } from '../kernel/limits.ts'
import formbody from '@fastify/formbody'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginAsync,
} from 'fastify'
import type { RequestListener, Server } from 'node:http'
import { createServer as createHttpServer } from './node-http.ts'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { MINUTE, SECOND } from '../kernel/time.ts'
import { admitPrincipals, createIdentify, requirePrincipals } from './authentication.ts'
import { BodyBudget } from './body-budget.ts'
import { createBrowserCookies } from './browser.ts'
import type { RouteContext } from './route-context.ts'
import { createRejection, rejectUnreadable, respondToErrors } from './error-responses.ts'
import { budgetBodies } from './budget-bodies.ts'
import { allowCrossOrigin } from './cross-origin.ts'
import { dashboard } from './dashboard.ts'
import { honorIdempotencyKeys } from './idempotency.ts'
import { createFastPath, FAST_PATH_ROUTES } from './fast-path/fast-path.ts'
import { logCalls } from './log-calls.ts'
import { readJsonBodies } from './json-body.ts'
import { requirePlainBodies } from './plain-bodies.ts'
import { limitSockets } from './limit-sockets.ts'
import { answerOtherMethods } from './methods.ts'
import { registerOpenapi } from './openapi/openapi.ts'
import { authRoutes } from './routes/auth.ts'
import { assistantRoutes, consentRoutes } from './routes/assistants.ts'
import { oauthAppRoutes } from './routes/oauth-apps.ts'
import { eventStreamRoutes } from './routes/event-stream.ts'
import { callRoutes } from './routes/calls.ts'
import { callbackRoutes } from './routes/callback.ts'
import { connectRoutes } from './routes/connect.ts'
import { connectionActionRoutes } from './routes/connection-actions.ts'
import { connectionRoutes } from './routes/connections.ts'
import { connectSessionRoutes } from './routes/connect-sessions.ts'
import { deviceAuthorizationRoutes } from './routes/device-authorizations.ts'
import { endUserRoutes } from './routes/end-users.ts'
import { eventRoutes } from './routes/events.ts'
import { healthRoutes } from './routes/health.ts'
import { setupRoutes } from './routes/setup.ts'
import { secretKeyRoutes } from './routes/secret-keys.ts'
import { emailMarketingRoutes } from './routes/email-marketing.ts'
import { findContactRoutes } from './routes/find-contact.ts'
import { createJobRoutes } from './routes/create-jobs.ts'
import { jobRoutes } from './routes/jobs.ts'
import { mcpPreflights, mcpRoutes } from './routes/mcp.ts'
import { meRoutes } from './routes/me.ts'
import { memberRoutes } from './routes/members.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { authorizationServerRoutes } from './routes/authorization-server.ts'
import { invitationRoutes } from './routes/invitations.ts'
import { providerRoutes } from './routes/providers.ts'
import { sendRequestRoutes } from './routes/send-requests.ts'
import { RequestGuard } from './request-guard.ts'
import { normalizeTarget } from './request-target.ts'
import { serveInTurn } from './serve-in-turn.ts'
import { metricsRoute } from './serve-metrics.ts'
import { refuseEmptySpans } from './refuse-empty-spans.ts'
import { refuseUnknownParameters } from './refuse-unknown-parameters.ts'
import type { HttpContext } from './context.ts'
import { validatorCompiler } from './validator-compiler.ts'
import { alertRoutes } from './routes/alerts.ts'
import { serverRoutes } from './routes/server.ts'
import { webhookDeliveryRoutes } from './routes/webhook-deliveries.ts'
import { webhookEndpointActionRoutes } from './routes/webhook-endpoint-actions.ts'
import { webhookEndpointRoutes } from './routes/webhook-endpoints.ts'
import { workspaceRoutes } from './routes/workspace.ts'

/** Creates the HTTP server: API, connect pages, sign-in, authorization server, MCP, dashboard, operations. Does not listen yet. */
export async function createServer(given: HttpContext): Promise<FastifyInstance> {
  const requestGuard = new RequestGuard(given)
  const identify = createIdentify(given, requestGuard)
  const context: RouteContext = { ...given, requestGuard, identify, bodyBudget: new BodyBudget() }
  const loggerInstance: FastifyBaseLogger = context.logger
  const rejectRequest = createRejection(requestGuard)
  const server = Fastify<Server>({
    loggerInstance,
    // A log line per request costs as much as a token read: rejected requests are logged, the rest is in /metrics.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: ({ rawHeaders }) => requestGuard.requestIdOf(rawHeaders),
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    serverFactory: (handler) => fastPathFirst(context, handler),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void rejectRequest(error, request, reply),
    clientErrorHandler: (error, socket) => rejectUnreadable(requestGuard, error, socket),
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  requirePlainBodies(server)
  budgetBodies(server, context)
  readJsonBodies(server)
  respondToErrors(server, requestGuard, rejectRequest)
  answerOtherMethods(server, FAST_PATH_ROUTES)
  measureRequests(server, context)
  const connections = limitSockets(server.server, context.log)
  server.addHook('preClose', async () => connections.closeIdle())
  allowCrossOrigin(server, context)
  await registerOpenapi(server, context)
  await addRoutes(server, healthRoutes(context))

  const cookies = createBrowserCookies(context.publicUrl())
  await server.register(async (pages) => {
    pages.addHook('onRequest', async (request) =>
      context.rateLimit.countAddress(context.clientAddress(request.raw)),
    )
    await pages.register(cookie)
    await pages.register(formbody)
    await addRoutes(pages, connectRoutes(context, cookies))
    await addRoutes(pages, callbackRoutes(context, cookies))
  })
  await server.register(setupRoutes(context))
  await server.register(invitationRoutes(context))
  await server.register(authRoutes(context))
  await server.register(authorizationServerRoutes(context))
  await mcpPreflights(server)
  await server.register(consentRoutes(context))
  await server.register(dashboard(context.settings.webFolder, context.users))

  await server.register(async (api) => {
    requirePrincipals(api, requestGuard, context.identify)
    logCalls(api, context)
    admitPrincipals(api, requestGuard)
    refuseUnknownParameters(api)
    refuseEmptySpans(api)
    honorIdempotencyKeys(api, context)
    for (const routes of [
      providerRoutes,
      oauthAppRoutes,
      connectSessionRoutes,
      connectionRoutes,
      connectionActionRoutes,
      deviceAuthorizationRoutes,
      secretKeyRoutes,
      eventRoutes,
      eventStreamRoutes,
      callRoutes,
      metricsRoutes,
      endUserRoutes,
      webhookEndpointRoutes,
      webhookEndpointActionRoutes,
      alertRoutes,
      webhookDeliveryRoutes,
      workspaceRoutes,
      serverRoutes,
      meRoutes,
      assistantRoutes,
      memberRoutes,
      emailMarketingRoutes,
      findContactRoutes,
      createJobRoutes,
      jobRoutes,
      sendRequestRoutes,
    ])
      await addRoutes(api, routes(context))
    await api.register(mcpRoutes(context))
  })
  return server
}

/**
 * Adds routes that have no hooks and no parsers of their own. `register` would give them a scope, which costs the start more than the
 * routes do.
 */
const addRoutes = (server: FastifyInstance, routes: FastifyPluginAsync): Promise<void> => routes(server, {})

/**
 * How long an idle connection is kept: longer than what reuses it. Otherwise a request that is sent while the server closes the connection is
 * lost (`ECONNRESET`, or 502 from a proxy). Load balancers keep them for up to 600 s, clients for a minute.
 */
const KEEP_ALIVE_MS = 75 * SECOND
const KEEP_ALIVE_FOR_PROXIES_MS = 620 * SECOND

/** Serves the fast path's two routes before the framework, which would cost as much as their work. */
function fastPathFirst(context: RouteContext, handler: RequestListener): Server {
  const serveFast = createFastPath(context)
  const { settings, tracing } = context
  const { isBehindProxies } = settings
  const options = {
    requestTimeout: 5 * MINUTE,
    headersTimeout: MINUTE,
    keepAliveTimeout: isBehindProxies ? KEEP_ALIVE_FOR_PROXIES_MS : KEEP_ALIVE_MS,
  }
  const serve: RequestListener = (request, response) => {
    request.url = normalizeTarget(request.url ?? '/')
    if (!serveFast(request, response)) handler(request, response)
  }
  const traced: RequestListener =
    tracing === null ? serve : (request, response) => tracing.serve(request, () => serve(request, response))
  return createHttpServer(options, serveInTurn(traced))
}

function measureRequests(server: FastifyInstance, { metrics, requestGuard, settings }: RouteContext): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { url: route = 'none' } = request.routeOptions
    requestGuard.observe(request.raw, {
      method: request.method,
      route,
      statusCode: reply.raw.statusCode,
      seconds: reply.elapsedTime / SECOND,
      requestId: request.id,
      principalId: request.principal?.principalId ?? null,
    })
    done()
  })
  server.addHook('onClose', async () => metrics.close())
  if (settings.metrics) metricsRoute(server, metrics, settings.metrics)
}
