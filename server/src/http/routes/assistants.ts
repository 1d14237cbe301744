import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ASSISTANT_SCOPES, type Assistant } from '../../authorization-server/assistant.ts'
import { isoOrNull } from '../../kernel/time.ts'
import { requireUser } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { assistant, consentDecision, consentRequest, decidedConsentRequest } from '../schemas/user.ts'
import { pageOf } from '../schemas/page.ts'
import { pathParams } from '../schemas/params.ts'

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
export function assistantRoutes({ assistants }: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Assistants']
  const config = { scope: null } as const
  return async (server) => {
    server.get(
      '/v1/assistants',
      {
        config: { ...config, principals: 'users' },
        schema: {
          tags,
          operationId: 'listAssistants',
          summary: 'List authorized assistants',
          response: { 200: pageOf(assistant) },
        },
      },
      async (request) => ({
        items: (await assistants.list(requireUser(request).userId)).map(describe),
        nextCursor: null,
      }),
    )
    server.delete(
      '/v1/assistants/:assistantId',
      {
        config: { ...config, principals: 'users' },
        schema: {
          tags,
          operationId: 'revokeAssistant',
          summary: 'Revoke an assistant',
          description: 'Its next request is rejected.',
          params: pathParams('assistantId'),
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
export function consentRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const { assistants, rateLimit, clientAddress } = context
  const tags = ['Assistants']
  return async (server) => {
    server.decorateRequest('principal', null)
    server.decorateRequest('user', null)
    server.addHook('onRequest', async (request) => {
      rateLimit.countAddress(clientAddress(request.raw))
      request.user = (await context.identify(request)).user
    })
    const params = pathParams('consentRequestId')
    server.get(
      '/consent/:consentRequestId/details',
      {
        config: { principals: 'users' },
        schema: {
          tags,
          operationId: 'getConsentRequest',
          summary: 'Get a consent request',
          description: 'For the consent page.',
          params,
          response: { 200: consentRequest },
        },
      },
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
        config: { principals: 'users', problems: ['consent_request_used'] },
        schema: {
          tags,
          operationId: 'decideConsentRequest',
          summary: 'Decide a consent request',
          description: 'For the consent page.',
          params,
          body: consentDecision,
          response: { 200: decidedConsentRequest },
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
