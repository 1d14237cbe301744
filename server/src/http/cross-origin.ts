import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isLoopback } from '../kernel/loopback.ts'
import type { Context } from './context.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether pages elsewhere may call this route and read its answers; they bring no cookie, so only what is in their hands. */
    crossOrigin?: boolean
  }
}

type Parts = Pick<Context, 'ports' | 'settings'>

const EXPOSED = ['WWW-Authenticate', 'Mcp-Session-Id', 'Mcp-Protocol-Version', 'Retry-After']
const MAX_AGE_SECONDS = 7200

/** Our own origin, those of the operator's list, and this machine's own: browser-based clients are developed there. */
export function isAllowedOrigin(origin: string, { ports, settings }: Parts): boolean {
  if (origin === new URL(ports.publicUrl).origin || settings.allowedOrigins.includes(origin)) return true
  const url = URL.parse(origin)
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === origin && isLoopback(url.hostname)
}

/** CORS for the routes that are marked so, whatever they answer: refusals, too. */
export function allowCrossOrigin(server: FastifyInstance, parts: Parts): void {
  server.addHook('onRequest', (request, reply, done) => {
    const { crossOrigin } = request.routeOptions.config
    if (crossOrigin) setHeaders(request, reply, parts)
    done()
  })
}

/** Answers what a browser asks before it calls. */
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
      // Nothing comes along by itself, so whatever a client of the protocol wants to send is its own.
      const wanted = headers['access-control-request-headers']
      if (wanted !== undefined) reply.header('access-control-allow-headers', wanted)
      if (headers['access-control-request-private-network'] === 'true')
        reply.header('access-control-allow-private-network', 'true')
    }
    return reply.code(204).send()
  })
}

/** On the response itself: some of these routes are answered by a library, which then adds none of its own. */
function setHeaders({ headers: { origin } }: FastifyRequest, { raw }: FastifyReply, parts: Parts): void {
  raw.setHeader('vary', 'Origin')
  raw.setHeader('access-control-expose-headers', EXPOSED.join(', '))
  if (origin !== undefined && isAllowedOrigin(origin, parts))
    raw.setHeader('access-control-allow-origin', origin)
}
