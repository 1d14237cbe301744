import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import rateLimit from '@fastify/rate-limit'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { HubError } from '../errors.ts'
import { hashToken, newId } from '../id.ts'
import { MINUTE } from '../time.ts'
import { requireKeys } from './authentication.ts'
import { createBrowserCookies } from './browser.ts'
import type { Context } from './context.ts'
import { logError, sendProblem, statusOf, toHubError } from './errors.ts'
import { registerMetrics } from './metrics.ts'
import { registerOpenapi } from './openapi.ts'
import { errorPage } from './pages/error-page.ts'
import { sendPage } from './pages/page.ts'
import { appRoutes } from './routes/apps.ts'
import { callbackRoutes } from './routes/callback.ts'
import { connectRoutes } from './routes/connect.ts'
import { connectionRoutes } from './routes/connections.ts'
import { connectSessionRoutes } from './routes/connect-sessions.ts'
import { eventRoutes } from './routes/events.ts'
import { healthRoutes } from './routes/health.ts'
import { keyRoutes } from './routes/keys.ts'
import { providerRoutes } from './routes/providers.ts'
import { proxyRoutes } from './routes/proxy.ts'
import { tokenRoutes } from './routes/token.ts'
import { workspaceRoutes } from './routes/workspace.ts'

/** The largest JSON body or form that we read ourselves; forwarded bodies have their own limit. */
const MOST_BODY_BYTES = 64 * 1024

/** The HTTP adapter: API, hosted pages, health. Not listening yet. */
export async function createServer(context: Context): Promise<FastifyInstance> {
  const { ports, settings } = context
  const loggerInstance: FastifyBaseLogger = ports.log
  const server = Fastify({
    loggerInstance,
    // A line for each request costs as much as reading a token; refusals are logged, the rest is in /metrics.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId('req', ports.now()),
    bodyLimit: MOST_BODY_BYTES,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    requestTimeout: MINUTE,
    routerOptions: { maxParamLength: 200 },
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  await server.register(cookie)
  await server.register(formbody)
  await server.register(rateLimit, {
    max: settings.rateLimitPerMinute,
    timeWindow: MINUTE,
    keyGenerator: whoAsks,
    cache: 20_000,
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
  })
  answerErrors(server, context, MOST_BODY_BYTES)
  registerMetrics(server)
  await registerOpenapi(server, ports.publicUrl)
  await server.register(healthRoutes(context))

  const cookies = createBrowserCookies(ports.publicUrl)
  await server.register(connectRoutes(context, cookies))
  await server.register(callbackRoutes(context, cookies))

  await server.register(async (api) => {
    requireKeys(api, context.guard)
    for (const routes of [
      providerRoutes,
      appRoutes,
      connectSessionRoutes,
      connectionRoutes,
      tokenRoutes,
      keyRoutes,
      eventRoutes,
      workspaceRoutes,
      proxyRoutes,
    ])
      await api.register(routes(context))
  })
  return server
}

/** A key counts for itself wherever it is used from; a browser for its address. */
function whoAsks(request: FastifyRequest): string {
  const { authorization } = request.headers
  return authorization ? hashToken(authorization) : request.ip
}

function answerErrors(server: FastifyInstance, { ports }: Context, limitBytes: number): void {
  const isPage = (request: FastifyRequest): boolean => /^\/(?:connect|oauth)\//.test(request.raw.url ?? '')

  server.setErrorHandler((thrown, request, reply) => {
    const error = toHubError(thrown, limitBytes)
    if (!isPage(request)) return sendProblem(request, reply, error)
    logError(request, error)
    return sendPage(
      reply,
      { title: 'That did not work', status: statusOf(error.code) },
      errorPage(error, request.id),
    )
  })
  server.setNotFoundHandler((request, reply) => sendProblem(request, reply, new HubError('not_found')))
  server.addHook('onSend', async (_request, reply, payload) => {
    reply.header('x-content-type-options', 'nosniff')
    if (ports.publicUrl.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000')
    return payload
  })
}
