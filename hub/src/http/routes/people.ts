import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { HubError } from '../../errors.ts'
import { hashToken } from '../../id.ts'
import { Secret } from '../../secret.ts'
import { assertOwnPage, headersOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { createRateLimit } from '../rate-limit.ts'
import { parseStrictJson } from '../strict-json.ts'
import {
  invitationAnswer,
  invitationLook,
  invitationSent,
  invitationToken,
  newSetUp,
} from '../people-schemas.ts'

const MAX_EMAILS_PER_MINUTE = 2

/** The first set-up, and joining by an invitation: for people who are not signed in yet. Needs no caller. */
export function peopleRoutes({ ports, people, rateLimit, clientAddress }: Context): FastifyPluginAsyncZod {
  return async (server) => {
    parseStrictJson(server)
    server.addHook('onRequest', async (request) => rateLimit.countAddress(clientAddress(request.raw)))

    server.post('/v1/set-up', { schema: { hide: true, body: newSetUp } }, async (request, reply) => {
      const { token, ...person } = request.body
      const workspace = await ports.store.workspaces.first()
      if (!workspace) throw new HubError('internal', { detail: 'there is no workspace' })
      await people.setUp.finish(new Secret(token), workspace.id, person)
      return reply.code(204).send()
    })

    server.post(
      '/v1/invitations/look',
      { schema: { hide: true, body: invitationToken, response: { 200: invitationLook } } },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        return people.invitations.look(new Secret(request.body.token))
      },
    )

    const sendings = createRateLimit(MAX_EMAILS_PER_MINUTE)
    server.post(
      '/v1/invitations/send',
      { schema: { hide: true, body: invitationToken, response: { 200: invitationSent } } },
      async (request) => {
        const { token } = request.body
        sendings.count(hashToken(token.split('.')[0] ?? ''), 'for this invitation')
        return people.invitations.sendAgain(new Secret(token))
      },
    )

    server.post(
      '/v1/invitations/accept',
      { schema: { hide: true, body: invitationAnswer } },
      async (request, reply) => {
        const { token, person } = request.body
        assertOwnPage(request, ports.publicUrl)
        if (person) await people.invitations.acceptAsNew(new Secret(token), person)
        else await people.invitations.acceptAs(new Secret(token), headersOf(request))
        return reply.code(204).send()
      },
    )
  }
}
