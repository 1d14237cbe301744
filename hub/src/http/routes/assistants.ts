import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ASSISTANT_RIGHTS, type Assistant } from '../../core/assistants.ts'
import { HubError } from '../../errors.ts'
import { isoOrNull } from '../../time.ts'
import { identify, personOf } from '../authentication.ts'
import type { Context } from '../context.ts'

const rights = z.array(z.enum(ASSISTANT_RIGHTS))
const asked = z.object({
  client: z.object({ name: z.string(), host: z.string(), local: z.boolean(), verified: z.boolean() }),
  rights,
  offered: rights,
})
const decision = z.discriminatedUnion('allow', [
  z.strictObject({ allow: z.literal(false) }),
  z.strictObject({
    allow: z.literal(true),
    rights,
    connections: z.array(z.string().max(64)).min(1).max(200).nullable(),
  }),
])
const assistant = z.object({
  id: z.string(),
  name: z.string(),
  host: z.string(),
  rights: z.array(z.string()),
  connections: z.array(z.string()).nullable(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
})

const describe = ({ id, name, host, rights: may, connections, createdAt, lastUsedAt }: Assistant) => ({
  id,
  name,
  host,
  rights: [...may],
  connections: connections && [...connections],
  createdAt: new Date(createdAt).toISOString(),
  lastUsedAt: isoOrNull(lastUsedAt),
})

/** The assistants of whoever is signed in. */
export function assistantRoutes({ assistants }: Context): FastifyPluginAsyncZod {
  const tags = ['people']
  const config = { right: null } as const
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
        items: (await assistants.list(signedIn(request).personId)).map(describe),
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
        await assistants.revoke(signedIn(request), request.params.id)
        return reply.code(204).send()
      },
    )
  }
}

/** What the consent page asks; below its own address, where its cookie is sent. */
export function consentRoutes(context: Context): FastifyPluginAsyncZod {
  const { assistants, rateLimit, clientAddress } = context
  return async (server) => {
    server.decorateRequest('caller', null)
    server.decorateRequest('person', null)
    server.addHook('onRequest', async (request) => {
      rateLimit.countAddress(clientAddress(request.raw))
      request.person = (await identify(request, context)).person
    })
    const params = z.object({ uid: z.string().max(64) })
    server.get(
      '/consent/:uid/asked',
      { schema: { hide: true, params, response: { 200: asked } } },
      async (request, reply) => {
        signedIn(request)
        const { client, rights: wanted, offered } = await assistants.look(request.raw, reply.raw)
        return reply.header('cache-control', 'no-store').send({
          client,
          rights: ASSISTANT_RIGHTS.filter((right) => wanted.includes(right)),
          offered: ASSISTANT_RIGHTS.filter((right) => offered.includes(right)),
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
        const continueUrl = await assistants.decide(exchange, signedIn(request), request.body)
        return { continueUrl }
      },
    )
  }
}

function signedIn(request: FastifyRequest) {
  const person = personOf(request)
  if (!person) throw new HubError('not_signed_in')
  return person
}
