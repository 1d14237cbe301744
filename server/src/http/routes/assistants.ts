import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ASSISTANT_SCOPES, type Assistant } from '../../authorization-server/assistant.ts'
import { isoOrNull } from '../../kernel/time.ts'
import { requireUser } from '../authentication.ts'
import type { Context } from '../context.ts'

const scopes = z.array(z.enum(ASSISTANT_SCOPES))
const asked = z.object({
  client: z.object({ name: z.string(), host: z.string(), local: z.boolean(), verified: z.boolean() }),
  scopes,
  offered: scopes,
})
const decision = z.discriminatedUnion('allow', [
  z.strictObject({ allow: z.literal(false) }),
  z.strictObject({
    allow: z.literal(true),
    scopes,
    connections: z.array(z.string().max(64)).min(1).max(200).nullable(),
  }),
])
const assistant = z.object({
  id: z.string(),
  name: z.string(),
  host: z.string(),
  scopes: z.array(z.string()),
  connections: z.array(z.string()).nullable(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
})

const describe = ({ id, name, host, scopes: may, connections, createdAt, lastUsedAt }: Assistant) => ({
  id,
  name,
  host,
  scopes: [...may],
  connections: connections && [...connections],
  createdAt: new Date(createdAt).toISOString(),
  lastUsedAt: isoOrNull(lastUsedAt),
})

/** The assistants of whoever is signed in. */
export function assistantRoutes({ assistants }: Context): FastifyPluginAsyncZod {
  const tags = ['people']
  const config = { scope: null } as const
  return async (server) => {
    server.get(
      '/v1/assistants',
      {
        config,
        schema: {
          tags,
          summary: 'List the assistants that you have let in',
          response: { 200: z.object({ items: z.array(assistant) }) },
        },
      },
      async (request) => ({
        items: (await assistants.list(requireUser(request).userId)).map(describe),
      }),
    )
    server.delete(
      '/v1/assistants/:id',
      {
        config,
        schema: {
          tags,
          summary: 'Send an assistant away, at once',
          params: z.object({ id: z.string().max(64) }),
          response: { 204: z.void() },
        },
      },
      async (request, reply) => {
        await assistants.revoke(requireUser(request), request.params.id)
        return reply.code(204).send()
      },
    )
  }
}

/** What the consent page asks; below its own address, where its cookie is sent. */
export function consentRoutes(context: Context): FastifyPluginAsyncZod {
  const { assistants, rateLimit, clientAddress } = context
  return async (server) => {
    server.decorateRequest('principal', null)
    server.decorateRequest('user', null)
    server.addHook('onRequest', async (request) => {
      rateLimit.countAddress(clientAddress(request.raw))
      request.user = (await context.identify(request)).user
    })
    const params = z.object({ uid: z.string().max(64) })
    server.get(
      '/consent/:uid/asked',
      { schema: { hide: true, params, response: { 200: asked } } },
      async (request, reply) => {
        requireUser(request)
        const { client, scopes: wanted, offered } = await assistants.look(request.raw, reply.raw)
        return reply.header('cache-control', 'no-store').send({
          client,
          scopes: ASSISTANT_SCOPES.filter((scope) => wanted.includes(scope)),
          offered: ASSISTANT_SCOPES.filter((scope) => offered.includes(scope)),
        })
      },
    )
    server.post(
      '/consent/:uid/decide',
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
