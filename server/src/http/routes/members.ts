import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Act, Invitation, Member } from '../../identity/users.ts'
import { principalOf } from '../authentication.ts'
import { localeOf } from '../locale-of.ts'
import type { RouteContext } from '../route-context.ts'
import type { Principal } from '../../workspaces/principal.ts'
import { pageOf } from '../schemas/page.ts'
import { pathParams } from '../schemas/params.ts'
import {
  createInvitationInput,
  createdInvitation,
  invitation,
  member,
  updateMemberInput,
} from '../schemas/user.ts'

/** Members and invitations of a workspace. */
export function memberRoutes({ users }: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Members']
  const nothing = { response: { 204: z.void() } }
  const actOf = ({ workspaceId, principalId: actor }: Principal): Act => ({ workspaceId, actor })
  return async (server) => {
    server.get(
      '/v1/members',
      {
        config: { scope: 'members:read' },
        schema: {
          tags,
          operationId: 'listMembers',
          summary: 'List members',
          response: { 200: pageOf(member) },
        },
      },
      async (request) => {
        const members = await users.members.list(principalOf(request).workspaceId)
        return { items: members.map(describeMember), nextCursor: null }
      },
    )
    server.patch(
      '/v1/members/:userId',
      {
        config: { scope: 'members:write', problems: ['owner_required'] },
        schema: {
          tags,
          operationId: 'updateMember',
          summary: 'Update the role of a member',
          params: pathParams('userId'),
          body: updateMemberInput,
          ...nothing,
        },
      },
      async (request, reply) => {
        await users.members.changeRole(actOf(principalOf(request)), request.params.userId, request.body.role)
        return reply.code(204).send()
      },
    )
    server.delete(
      '/v1/members/:userId',
      {
        config: { scope: 'members:write', problems: ['owner_required'] },
        schema: {
          tags,
          operationId: 'removeMember',
          summary: 'Remove a member',
          description: 'Their connections stay.',
          params: pathParams('userId'),
          ...nothing,
        },
      },
      async (request, reply) => {
        await users.members.remove(actOf(principalOf(request)), request.params.userId)
        return reply.code(204).send()
      },
    )

    server.get(
      '/v1/invitations',
      {
        config: { scope: 'members:read' },
        schema: {
          tags,
          operationId: 'listInvitations',
          summary: 'List open invitations',
          response: { 200: pageOf(invitation) },
        },
      },
      async (request) => {
        const open = await users.invitations.list(principalOf(request).workspaceId)
        return { items: open.map(describeInvitation), nextCursor: null }
      },
    )
    server.post(
      '/v1/invitations',
      {
        config: { scope: 'members:write', problems: ['member_exists'] },
        schema: {
          tags,
          operationId: 'createInvitation',
          summary: 'Create an invitation',
          description: 'The response has its link, which is returned only now.',
          body: createInvitationInput,
          response: { 201: createdInvitation },
        },
      },
      async (request, reply) => {
        const principal = principalOf(request)
        const made = await users.invitations.create(actOf(principal), request.body, localeOf(request))
        reply.header('cache-control', 'no-store')
        const { url, sent: emailSent } = made
        return reply.code(201).send({ ...describeInvitation(made.invitation), url, emailSent })
      },
    )
    server.delete(
      '/v1/invitations/:invitationId',
      {
        config: { scope: 'members:write' },
        schema: {
          tags,
          operationId: 'revokeInvitation',
          summary: 'Revoke an invitation',
          params: pathParams('invitationId'),
          ...nothing,
        },
      },
      async (request, reply) => {
        await users.invitations.revoke(actOf(principalOf(request)), request.params.invitationId)
        return reply.code(204).send()
      },
    )
  }
}

function describeMember({ userId, name, email, role, joinedAt }: Member): Wire.Member {
  return { id: userId, name, email, role, joinedAt: new Date(joinedAt).toISOString() }
}

function describeInvitation({ id, email, role, createdAt, expiresAt }: Invitation): Wire.Invitation {
  const [created, expires] = [new Date(createdAt), new Date(expiresAt)]
  return { id, email, role, createdAt: created.toISOString(), expiresAt: expires.toISOString() }
}
