import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ASSISTANT_SCOPES, type Assistant } from '../../authorization-server/assistant.ts'
import { isoOrNull } from '../../kernel/time.ts'
import { requireUser } from '../authentication.ts'
import type { Context } from '../context.ts'
import { idParam } from '../schemas.ts'

const scopes = z.array(z.enum(ASSISTANT_SCOPES))
const asked = z.object({
  client: z.object({
    name: z.string(),
    redirectHost: z.string(),
    isLocal: z.boolean(),
    isVerified: z.boolean(),
  }),
  requestedScopes: scopes,
  offered: scopes,
})
const decision = z.discriminatedUnion('authorize', [
  z.strictObject({ authorize: z.literal(false) }),
  z.strictObject({
    authorize: z.literal(true),
    scopes,
    connectionIds: z.array(z.string().max(64)).min(1).max(200).nullable(),
  }),
])
const assistant = z.object({
  id: z.string(),
  name: z.string(),
  redirectHost: z.string(),
  scopes: z.array(z.string()),
  connectionIds: z.array(z.string()).nullable(),
  authorizedAt: z.string(),
  lastUsedAt: z.string().nullable(),
})

const describe = ({ id, name, host, scopes: may, connections, createdAt, lastUsedAt }: Assistant) => ({
  id,
  name,
  redirectHost: host,
  scopes: [...may],
  connectionIds: connections && [...connections],
  authorizedAt: new Date(createdAt).toISOString(),
  lastUsedAt: isoOrNull(lastUsedAt),
})

/** The assistants of the signed-in user. */
export function assistantRoutes({ assistants }: Context): FastifyPluginAsyncZod {
  const tags = ['Assistants']
  const config = { scope: null } as const
  return async (server) => {
    server.get(
      '/v1/assistants',
      {
        config,
        schema: {
          tags,
          summary: 'List your assistants',
          response: { 200: z.object({ items: z.array(assistant) }) },
        },
      },
      async (request) => ({
        items: (await assistants.list(requireUser(request).userId)).map(describe),
      }),
    )
    server.delete(
      '/v1/assistants/:assistantId',
      {
        config,
        schema: {
          tags,
          summary: 'Revoke an assistant',
          params: idParam('assistantId'),
          response: { 204: z.void() },
        },
      },
      async (request, reply) => {
        await assistants.revoke(requireUser(request), request.params.assistantId)
        return reply.code(204).send()
      },
    )
  }
}

/** The consent page's requests, below its own URL, to which its cookie is limited. */
export function consentRoutes(context: Context): FastifyPluginAsyncZod {
  const { assistants, rateLimit, clientAddress } = context
  return async (server) => {
    server.decorateRequest('principal', null)
    server.decorateRequest('user', null)
    server.addHook('onRequest', async (request) => {
      rateLimit.countAddress(clientAddress(request.raw))
      request.user = (await context.identify(request)).user
    })
    const params = idParam('consentRequestId')
    server.get(
      '/consent/:consentRequestId/details',
      { schema: { hide: true, params, response: { 200: asked } } },
      async (request, reply) => {
        requireUser(request)
        const { client, scopes: wanted, offered } = await assistants.look(request.raw, reply.raw)
        const { name, host, local, verified } = client
        return reply.header('cache-control', 'no-store').send({
          client: { name, redirectHost: host, isLocal: local, isVerified: verified },
          requestedScopes: ASSISTANT_SCOPES.filter((scope) => wanted.includes(scope)),
          offered: ASSISTANT_SCOPES.filter((scope) => offered.includes(scope)),
        })
      },
    )
    server.post(
      '/consent/:consentRequestId/decision',
      {
        schema: {
          hide: true,
          params,
          body: decision,
          response: { 200: z.object({ continueUrl: z.string() }) },
        },
      },
      async (request, reply) => {
        const exchange = { request: request.raw, response: reply.raw }
        const continueUrl = await assistants.decide(exchange, requireUser(request), request.body)
        return { continueUrl }
      },
    )
  }
}
