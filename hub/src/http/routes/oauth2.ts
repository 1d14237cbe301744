import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { FIRST_RIGHT } from '../../core/assistants.ts'
import type { Context } from '../context.ts'
import { createRateLimit } from '../rate-limit.ts'

/** Where the authorization server answers; the rest of what the library could do is not there. */
const SERVED = [
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
  '/oauth2/authorize',
  '/oauth2/authorize/:uid',
  '/oauth2/token',
  '/oauth2/revoke',
  '/oauth2/jwks',
  '/oauth2/device',
  '/device',
  '/device/:uid',
] as const
const REGISTRATIONS_PER_MINUTE = 30
/** Of a device's code, which is short (RFC 8628, section 5.1). */
const CODES_PER_MINUTE = 10
const MOST_BODY_BYTES = 64 * 1024

/** The authorization server for assistants, and where they find it (RFC 8414, RFC 9728). */
export function oauth2Routes({ ports, assistants, rateLimit, clientAddress }: Context): FastifyPluginAsync {
  return async (server) => {
    const registrations = createRateLimit(REGISTRATIONS_PER_MINUTE)
    const codes = createRateLimit(CODES_PER_MINUTE)
    server.addHook('onRequest', async (request) => rateLimit.countAddress(clientAddress(request.raw)))
    // Any page may read what is public.
    const open = { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' }

    for (const path of ['', '/mcp', '/mcp/*'])
      server.get(
        `/.well-known/oauth-protected-resource${path}`,
        { schema: { hide: true } },
        async (request, reply) => {
          const { pathname } = new URL(request.raw.url ?? '', ports.publicUrl)
          const of = pathname.slice('/.well-known/oauth-protected-resource'.length)
          return reply.headers(open).send({
            // To the letter what was typed: clients compare.
            resource: `${ports.publicUrl}${of === '' ? '/mcp' : of}`,
            authorization_servers: [ports.publicUrl],
            // The least: more is asked for when it comes to that.
            scopes_supported: [FIRST_RIGHT],
            bearer_methods_supported: ['header'],
            resource_name: 'Letterlock',
          })
        },
      )

    await server.register(async (raw) => {
      // The library reads what is sent.
      raw.removeAllContentTypeParsers()
      raw.addContentTypeParser('*', (_request, _payload, done) => done(null))
      for (const url of SERVED)
        raw.route({
          method: ['GET', 'POST', 'OPTIONS'],
          url,
          schema: { hide: true },
          handler: (request, reply) => {
            if (url === '/device' && request.method === 'POST') codes.countAddress(clientAddress(request.raw))
            reply.hijack()
            return assistants.handle(request.raw, reply.raw)
          },
        })
    })

    await server.register(async (registering) => {
      registering.route({
        method: 'OPTIONS',
        url: '/oauth2/register',
        schema: { hide: true },
        handler: (request, reply) => {
          reply.hijack()
          return assistants.handle(request.raw, reply.raw)
        },
      })
      registering.removeAllContentTypeParsers()
      registering.addContentTypeParser(
        '*',
        { parseAs: 'string', bodyLimit: MOST_BODY_BYTES },
        (_request, body, done) => done(null, body),
      )
      registering.post('/oauth2/register', { schema: { hide: true } }, (request: FastifyRequest, reply) => {
        registrations.countAddress(clientAddress(request.raw))
        reply.hijack()
        return assistants.register(request.raw, reply.raw, parse(request.body))
      })
    })
  }
}

function parse(body: unknown): unknown {
  try {
    return JSON.parse(String(body))
  } catch {
    return undefined
  }
}
