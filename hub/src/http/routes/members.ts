import type * as Wire from '@letterlock/client/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Act, Invitation, Member } from '../../core/people.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { createdInvitation, invitation, member, newInvitation, roleChange } from '../people-schemas.ts'
import { id, pageOf } from '../schemas.ts'
import type { Caller } from '../../core/caller.ts'

/** Those who work in the workspace, and those who are invited to. */
export function memberRoutes({ people }: Context): FastifyPluginAsyncZod {
  const tags = ['people']
  const nothing = { response: { 204: z.void() } }
  const actOf = ({ workspaceId, keyId: actor }: Caller): Act => ({ workspaceId, actor })
  return async (server) => {
    server.get(
      '/v1/members',
      {
        config: { right: 'members.read' },
        schema: { tags, summary: 'List the members', response: { 200: pageOf(member) } },
      },
      async (request) => {
        const members = await people.members.list(callerOf(request).workspaceId)
        return { items: members.map(describeMember), nextCursor: null }
      },
    )
    server.patch(
      '/v1/members/:id',
      {
        config: { right: 'members.write' },
        schema: { tags, summary: 'Change what a member may do', params: id, body: roleChange, ...nothing },
      },
      async (request, reply) => {
        await people.members.changeRole(actOf(callerOf(request)), request.params.id, request.body.role)
        return reply.code(204).send()
      },
    )
    server.delete(
      '/v1/members/:id',
      {
        config: { right: 'members.write' },
        schema: { tags, summary: 'Take somebody out of the workspace', params: id, ...nothing },
      },
      async (request, reply) => {
        await people.members.remove(actOf(callerOf(request)), request.params.id)
        return reply.code(204).send()
      },
    )

    server.get(
      '/v1/invitations',
      {
        config: { right: 'members.read' },
        schema: { tags, summary: 'List the open invitations', response: { 200: pageOf(invitation) } },
      },
      async (request) => {
        const open = await people.invitations.list(callerOf(request).workspaceId)
        return { items: open.map(describeInvitation), nextCursor: null }
      },
    )
    server.post(
      '/v1/invitations',
      {
        config: { right: 'members.write' },
        schema: {
          tags,
          summary: 'Invite somebody; the link is shown once',
          body: newInvitation,
          response: { 201: createdInvitation },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request)
        const made = await people.invitations.create(actOf(caller), request.body)
        reply.header('cache-control', 'no-store')
        const { url, sent } = made
        return reply.code(201).send({ ...describeInvitation(made.invitation), url, sent })
      },
    )
    server.delete(
      '/v1/invitations/:id',
      {
        config: { right: 'members.write' },
        schema: { tags, summary: 'Take an invitation back', params: id, ...nothing },
      },
      async (request, reply) => {
        await people.invitations.revoke(actOf(callerOf(request)), request.params.id)
        return reply.code(204).send()
      },
    )
  }
}

function describeMember({ personId, name, email, role, joinedAt }: Member): Wire.Member {
  return { id: personId, name, email, role, joinedAt: new Date(joinedAt).toISOString() }
}

function describeInvitation({ id, email, role, createdAt, expiresAt }: Invitation): Wire.Invitation {
  const [created, expires] = [new Date(createdAt), new Date(expiresAt)]
  return { id, email, role, createdAt: created.toISOString(), expiresAt: expires.toISOString() }
}
