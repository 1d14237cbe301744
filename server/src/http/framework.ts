import cookie from '@fastify/cookie'
import { MAX_BODY_BYTES } from '../kernel/limits.ts'
import formbody from '@fastify/formbody'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginAsync,
} from 'fastify'
import type { Server } from 'node:http'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { SECOND } from '../kernel/time.ts'
import { admitPrincipals, requirePrincipals } from './authentication.ts'
import { createBrowserCookies } from './browser.ts'
import type { RouteContext } from './route-context.ts'
import { createRejection, respondToErrors } from './error-responses.ts'
import { budgetBodies } from './budget-bodies.ts'
import { allowCrossOrigin } from './cross-origin.ts'
import { dashboard } from './dashboard.ts'
import { honorIdempotencyKeys } from './idempotency.ts'
import { FAST_PATH_ROUTES } from './fast-path/fast-path.ts'
import { logCalls } from './log-calls.ts'
import { readJsonBodies } from './json-body.ts'
import { requirePlainBodies } from './plain-bodies.ts'
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
import { metricsRoute } from './serve-metrics.ts'
import { refuseEmptySpans } from './refuse-empty-spans.ts'
import { refuseUnknownParameters } from './refuse-unknown-parameters.ts'
import { validatorCompiler } from './validator-compiler.ts'
import { alertRoutes } from './routes/alerts.ts'
import { serverRoutes } from './routes/server.ts'
import { webhookDeliveryRoutes } from './routes/webhook-deliveries.ts'
import { webhookEndpointActionRoutes } from './routes/webhook-endpoint-actions.ts'
import { webhookEndpointRoutes } from './routes/webhook-endpoints.ts'
import { workspaceRoutes } from './routes/workspace.ts'

/**
 * Creates the Fastify instance that serves all requests except the fast path's: API, connect pages, sign-in, authorization server, MCP,
 * dashboard. Importing this file loads Fastify, every route and every schema.
 * @param httpServer neither made to listen nor closed here
 */
export async function createFramework(context: RouteContext, httpServer: Server): Promise<FastifyInstance> {
  const { requestGuard } = context
  const loggerInstance: FastifyBaseLogger = context.logger
  const rejectRequest = createRejection(requestGuard)
  const server = Fastify<Server>({
    loggerInstance,
    // A log line per request costs as much as a token read: only rejected requests are logged; /metrics counts all.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: ({ rawHeaders }) => requestGuard.requestIdOf(rawHeaders),
    bodyLimit: MAX_BODY_BYTES,
    serverFactory: () => httpServer,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void rejectRequest(error, request, reply),
    // `createServer` handles these errors, also before this file is loaded.
    clientErrorHandler: () => undefined,
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  requirePlainBodies(server)
  budgetBodies(server, context)
  readJsonBodies(server)
  respondToErrors(server, requestGuard, rejectRequest)
  answerOtherMethods(server, FAST_PATH_ROUTES)
  measureRequests(server, context)
  allowCrossOrigin(server, context)
  await registerOpenapi(server, context)

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

  await server.register(api(context))
  await server.ready()
  return server
}

/** The API and the MCP server: every request has a principal. */
const api =
  (context: RouteContext): FastifyPluginAsync =>
  async (server) => {
    requirePrincipals(server, context.requestGuard, context.identify)
    logCalls(server, context)
    admitPrincipals(server, context.requestGuard)
    refuseUnknownParameters(server)
    refuseEmptySpans(server)
    honorIdempotencyKeys(server, context)
    for (const routes of API_ROUTES) await addRoutes(server, routes(context))
    await server.register(mcpRoutes(context))
  }

const API_ROUTES = [
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
]

/**
 * Adds routes that have no hooks and no parsers of their own. `register` would give them a scope, which takes longer to create than the
 * routes.
 */
const addRoutes = (server: FastifyInstance, routes: FastifyPluginAsync): Promise<void> => routes(server, {})

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
  if (settings.metrics) metricsRoute(server, metrics, settings.metrics)
}
