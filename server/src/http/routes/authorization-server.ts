import type { FastifyPluginAsync } from 'fastify'
import { findExcess } from '../../kernel/find-excess.ts'
import { MAX_BODY_BYTES } from '../../kernel/limits.ts'
import { READ_SCOPES } from '../../authorization-server/assistant.ts'
import type { RouteContext } from '../route-context.ts'
import { createGuessLimit } from '../guess-limit.ts'
import { answerPreflights } from '../cross-origin.ts'
import { typedOrigin } from '../typed-origin.ts'

interface Served {
  readonly methods: ('GET' | 'HEAD' | 'POST')[]
  readonly crossOrigin: boolean
}

/** A document. On other routes a GET starts something, so they have no HEAD. */
const DOCUMENT: Served = { methods: ['GET', 'HEAD'], crossOrigin: true }

/** The served endpoints; other routes of oidc-provider are not reachable. */
const SERVED: Readonly<Record<string, Served>> = {
  '/.well-known/oauth-authorization-server': DOCUMENT,
  '/.well-known/openid-configuration': DOCUMENT,
  '/oauth2/authorize': { methods: ['GET'], crossOrigin: false },
  '/oauth2/authorize/:uid': { methods: ['GET'], crossOrigin: false },
  '/oauth2/token': { methods: ['POST'], crossOrigin: true },
  '/oauth2/revoke': { methods: ['POST'], crossOrigin: true },
  '/oauth2/jwks': DOCUMENT,
  '/oauth2/device_authorization': { methods: ['POST'], crossOrigin: true },
  '/device': { methods: ['GET', 'POST'], crossOrigin: false },
  '/device/:uid': { methods: ['GET'], crossOrigin: false },
}
const RESOURCE_METADATA = '/.well-known/oauth-protected-resource'
const REGISTRATIONS_PER_MINUTE = 30
/** Guesses of user codes, which are short (RFC 8628 section 5.1). */
const CODES_PER_MINUTE = 10

/** The authorization server for assistants and its metadata (RFC 8414, RFC 9728). */
export function authorizationServerRoutes(context: RouteContext): FastifyPluginAsync {
  const { assistants, rateLimit, clientAddress } = context
  return async (server) => {
    const registrations = createGuessLimit(
      'registration',
      REGISTRATIONS_PER_MINUTE,
      context.store.guessCounts,
    )
    const codes = createGuessLimit('user code', CODES_PER_MINUTE, context.store.guessCounts)
    server.addHook('onRequest', async (request) => rateLimit.countAddress(clientAddress(request.raw)))

    for (const path of ['', '/', '/mcp', '/mcp/*']) {
      const url = `${RESOURCE_METADATA}${path}`
      answerPreflights(server, url, ['GET', 'HEAD'])
      server.get(url, { config: { crossOrigin: true }, schema: { hide: true } }, async (request, reply) => {
        const { pathname } = new URL(request.raw.url ?? '', context.publicUrl())
        const path = pathname.slice(RESOURCE_METADATA.length)
        return reply.header('cache-control', 'public, max-age=300').send({
          // The host as the client wrote it, because clients compare it (RFC 9728 section 3.3).
          resource:
            typedOrigin(context.publicUrl(), request.headers.host) + (path.length > 1 ? path : '/mcp'),
          authorization_servers: [context.publicUrl()],
          // The minimum: the user can allow more, and a call that needs more asks for it (step-up).
          scopes_supported: READ_SCOPES,
          bearer_methods_supported: ['header'],
          resource_name: 'Letterlock',
        })
      })
    }

    await server.register(async (raw) => {
      raw.removeAllContentTypeParsers()
      raw.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
        (_request, body, done) => done(null, body),
      )
      // oidc-provider rejects other media types.
      raw.addContentTypeParser('*', (_request, _payload, done) => done(null))
      for (const [url, { methods, crossOrigin }] of Object.entries(SERVED)) {
        if (crossOrigin) answerPreflights(raw, url, methods)
        raw.route({
          method: methods,
          url,
          exposeHeadRoute: false,
          config: { crossOrigin },
          schema: { hide: true },
          handler: async (request, reply) => {
            if (url === '/device' && request.method === 'POST')
              await codes.countAddress(clientAddress(request.raw))
            const { body } = request
            reply.hijack()
            return assistants.handle(request.raw, reply.raw, typeof body === 'string' ? body : undefined)
          },
        })
      }
    })

    await server.register(async (registering) => {
      answerPreflights(registering, '/oauth2/register', ['POST'])
      registering.removeAllContentTypeParsers()
      registering.addContentTypeParser(
        '*',
        { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
        (_request, body, done) => done(null, body),
      )
      registering.post(
        '/oauth2/register',
        { config: { crossOrigin: true }, schema: { hide: true } },
        async (request, reply) => {
          await registrations.countAddress(clientAddress(request.raw))
          reply.hijack()
          return assistants.register(request.raw, reply.raw, parse(request.body))
        },
      )
    })
  }
}

function parse(body: unknown): unknown {
  try {
    const text = String(body)
    return findExcess(text) === undefined ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}
