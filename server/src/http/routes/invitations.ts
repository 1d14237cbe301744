import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { hashToken } from '../../kernel/id.ts'
import { Secret } from '../../kernel/secret.ts'
import { assertSameOrigin, headersOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { localeOf } from '../locale-of.ts'
import { createGuessLimit } from '../guess-limit.ts'
import {
  acceptInvitationInput,
  invitationPreview,
  previewInvitationInput,
  sentInvitation,
} from '../schemas/user.ts'

const MAX_EMAILS_PER_MINUTE = 2

/** Accepting invitations; for users who are not signed in. */
export function invitationRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const { users, rateLimit, clientAddress } = context
  return async (server) => {
    server.addHook('onRequest', async (request) => rateLimit.countAddress(clientAddress(request.raw)))

    server.post(
      '/v1/invitations/preview',
      {
        config: { principals: 'none', problems: ['invitation_expired', 'invitation_not_found'] },
        schema: {
          tags: ['Members'],
          operationId: 'previewInvitation',
          summary: 'Preview an invitation',
          body: previewInvitationInput,
          response: { 200: invitationPreview },
        },
      },
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

    const sendRequests = createGuessLimit('invitation', MAX_EMAILS_PER_MINUTE, context.store.guessCounts)
    server.post(
      '/v1/invitations/send',
      {
        config: { principals: 'none', problems: ['invitation_expired', 'invitation_not_found'] },
        schema: {
          tags: ['Members'],
          operationId: 'resendInvitation',
          summary: 'Resend an invitation',
          description: 'Emails a new link; the older ones stop working.',
          body: previewInvitationInput,
          response: { 200: sentInvitation },
        },
      },
      async (request) => {
        const { token } = request.body
        await sendRequests.count(hashToken(token.split('.')[0] ?? ''), 'for this invitation')
        const { sent: emailSent } = await users.invitations.sendAgain(new Secret(token), localeOf(request))
        return { emailSent }
      },
    )

    server.post(
      '/v1/invitations/accept',
      {
        config: {
          principals: 'none',
          problems: [
            'authentication_required',
            'invitation_email_mismatch',
            'invitation_email_needed',
            'invitation_expired',
            'invitation_not_found',
            'member_exists',
            'origin_not_allowed',
            'password_too_weak',
            'user_exists',
          ],
        },
        schema: {
          tags: ['Members'],
          operationId: 'acceptInvitation',
          summary: 'Accept an invitation',
          description: 'As a new user, or as the signed-in one.',
          body: acceptInvitationInput,
          response: { 204: z.void() },
        },
      },
      async (request, reply) => {
        const { token, user } = request.body
        assertSameOrigin(request, context.publicUrl())
        if (user) await users.invitations.acceptAsNew(new Secret(token), user)
        else await users.invitations.acceptAs(new Secret(token), headersOf(request))
        return reply.code(204).send()
      },
    )
  }
}
