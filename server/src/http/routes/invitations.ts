import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { ProblemError } from '../../kernel/errors.ts'
import { hashToken } from '../../kernel/id.ts'
import { Secret } from '../../kernel/secret.ts'
import { assertSameOrigin, headersOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { createRateLimit } from '../rate-limit.ts'
import {
  invitationAnswer,
  invitationLook,
  invitationSent,
  invitationToken,
  newSetup,
} from '../user-schemas.ts'

const MAX_EMAILS_PER_MINUTE = 2

/** Setup, and accepting invitations; for users who are not signed in. */
export function userRoutes({ ports, users, rateLimit, clientAddress }: Context): FastifyPluginAsyncZod {
  return async (server) => {
    server.addHook('onRequest', async (request) => rateLimit.countAddress(clientAddress(request.raw)))

    server.post('/v1/setup', { schema: { hide: true, body: newSetup } }, async (request, reply) => {
      const { token, ...user } = request.body
      const workspace = await ports.store.workspaces.first()
      if (!workspace) throw new ProblemError('internal_error', { detail: 'there is no workspace' })
      await users.setup.finish(new Secret(token), workspace.id, user)
      return reply.code(204).send()
    })

    server.post(
      '/v1/invitations/preview',
      { schema: { hide: true, body: invitationToken, response: { 200: invitationLook } } },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const {
          workspace: workspaceName,
          email,
          role,
          userExists,
          needsEmail,
        } = await users.invitations.look(new Secret(request.body.token))
        return { workspaceName, email, role, userExists, needsEmail }
      },
    )

    const sendRequests = createRateLimit(MAX_EMAILS_PER_MINUTE)
    server.post(
      '/v1/invitations/send',
      { schema: { hide: true, body: invitationToken, response: { 200: invitationSent } } },
      async (request) => {
        const { token } = request.body
        sendRequests.count(hashToken(token.split('.')[0] ?? ''), 'for this invitation')
        const { sent: emailSent } = await users.invitations.sendAgain(new Secret(token))
        return { emailSent }
      },
    )

    server.post(
      '/v1/invitations/accept',
      { schema: { hide: true, body: invitationAnswer } },
      async (request, reply) => {
        const { token, user } = request.body
        assertSameOrigin(request, ports.publicUrl)
        if (user) await users.invitations.acceptAsNew(new Secret(token), user)
        else await users.invitations.acceptAs(new Secret(token), headersOf(request))
        return reply.code(204).send()
      },
    )
  }
}
