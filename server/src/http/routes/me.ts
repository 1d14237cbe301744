import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { workspaceOf } from '../../workspaces/update-workspace.ts'
import { principalOf, requireUser } from '../authentication.ts'
import type { Context } from '../context.ts'
import { chosenWorkspace, me, newWorkspace } from '../user-schemas.ts'

/** The signed-in user and the active workspace; rejects secret keys. */
export function meRoutes({ ports, users }: Context): FastifyPluginAsyncZod {
  const tags = ['Users']
  return async (server) => {
    server.get(
      '/v1/me',
      { config: { scope: null }, schema: { tags, summary: 'Get the signed-in user', response: { 200: me } } },
      async (request) => {
        const user = requireUser(request)
        const { userId: id, name, email, role, sessionId, twoFactorEnabled } = user
        const workspace = await workspaceOf(ports, principalOf(request))
        const workspaces = await users.memberships.list(id)
        return {
          id,
          name,
          email,
          role,
          workspace: { id: workspace.id, name: workspace.name },
          workspaces,
          sessionId,
          twoFactorEnabled,
        }
      },
    )

    server.put(
      '/v1/me/active-workspace',
      {
        config: { scope: null },
        schema: {
          tags,
          summary: 'Switch the active workspace of this browser',
          body: chosenWorkspace,
          response: { 204: z.void() },
        },
      },
      async (request, reply) => {
        await users.memberships.choose(requireUser(request), request.body.id)
        return reply.code(204).send()
      },
    )

    server.post(
      '/v1/workspaces',
      {
        config: { scope: 'members:write' },
        schema: {
          tags,
          summary: 'Create a workspace as its owner',
          body: newWorkspace,
          response: { 201: chosenWorkspace },
        },
      },
      async (request, reply) => {
        const id = await users.memberships.found(requireUser(request), request.body.name)
        return reply.code(201).send({ id })
      },
    )
  }
}
