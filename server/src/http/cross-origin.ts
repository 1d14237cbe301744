import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isLoopback } from '../kernel/loopback.ts'
import { REQUEST_ID_HEADER } from './request-id.ts'
import type { RouteContext } from './route-context.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether other origins may call the route and read its responses. Requests carry no cookie, only credentials that the page has. */
    crossOrigin?: boolean
  }
}

type OriginContext = Pick<RouteContext, 'publicUrl' | 'settings'>

const EXPOSED = [
  'WWW-Authenticate',
  'Mcp-Session-Id',
  'Mcp-Protocol-Version',
  'Retry-After',
  REQUEST_ID_HEADER,
]
const MAX_AGE_SECONDS = 7200

/**
 * Allows this server's origin, configured origins, and loopback origins if the server is on a loopback address, for developing browser
 * clients.
 */
export function isAllowedOrigin(origin: string, context: OriginContext): boolean {
  const { settings } = context
  if (origin === new URL(context.publicUrl()).origin || settings.allowedOrigins.includes(origin)) return true
  const url = URL.parse(origin)
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === origin && isLoopback(url.hostname)
}

/** Sets CORS headers on marked routes, also on error responses. */
export function allowCrossOrigin(server: FastifyInstance, context: OriginContext): void {
  server.addHook('onRequest', (request, reply, done) => {
    const { crossOrigin } = request.routeOptions.config
    if (crossOrigin) setHeaders(request, reply, context)
    done()
  })
}

/** Answers preflight requests. */
export function answerPreflights(server: FastifyInstance, url: string, methods: readonly string[]): void {
  const allow = [...methods, 'OPTIONS'].join(', ')
  server.options(url, { config: { crossOrigin: true }, schema: { hide: true } }, (request, reply) => {
    const { headers } = request
    reply.header('allow', allow)
    if (
      headers['access-control-request-method'] !== undefined &&
      reply.raw.hasHeader('access-control-allow-origin')
    ) {
      reply.header('access-control-allow-methods', allow).header('access-control-max-age', MAX_AGE_SECONDS)
      // Cookies are not allowed, so any header is one that the page itself set.
      const wanted = headers['access-control-request-headers']
      if (wanted !== undefined) reply.header('access-control-allow-headers', wanted)
      if (headers['access-control-request-private-network'] === 'true')
        reply.header('access-control-allow-private-network', 'true')
    }
    return reply.code(204).send()
  })
}

/** Set on the raw response, because a library writes the response of some of these routes. */
function setHeaders(
  { headers: { origin } }: FastifyRequest,
  { raw }: FastifyReply,
  context: OriginContext,
): void {
  raw.setHeader('vary', 'Origin')
  raw.setHeader('access-control-expose-headers', EXPOSED.join(', '))
  if (origin !== undefined && isAllowedOrigin(origin, context))
    raw.setHeader('access-control-allow-origin', origin)
}
