import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { workspaceOf } from '../../workspaces/update-workspace.ts'
import { principalOf, requireUser } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import {
  createWorkspaceInput,
  createdWorkspace,
  me,
  switchWorkspaceInput,
  updateMeInput,
} from '../schemas/user.ts'

/** The signed-in user and the active workspace; rejects secret keys. */
export function meRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const { users } = context
  const tags = ['Users']
  const describe = async (request: FastifyRequest, locale: Wire.Me['locale']): Promise<Wire.Me> => {
    const { userId: id, name, email, role, sessionId, twoFactorEnabled } = requireUser(request)
    const { id: workspaceId, name: workspaceName } = await workspaceOf(context, principalOf(request))
    const workspace = { id: workspaceId, name: workspaceName }
    const workspaces = await users.memberships.list(id)
    return { id, name, email, role, workspace, workspaces, sessionId, twoFactorEnabled, locale }
  }
  return async (server) => {
    server.get(
      '/v1/me',
      {
        config: { scope: null, principals: 'users' },
        schema: { tags, operationId: 'getMe', summary: 'Get the signed-in user', response: { 200: me } },
      },
      (request) => describe(request, requireUser(request).locale),
    )

    server.patch(
      '/v1/me',
      {
        config: { scope: null, principals: 'users' },
        schema: {
          tags,
          operationId: 'updateMe',
          summary: 'Update the language of emails to the signed-in user',
          description: 'The dashboard sets it to the language that it is shown in.',
          body: updateMeInput,
          response: { 200: me },
        },
      },
      async (request) => {
        const { locale } = request.body
        await users.setLocale(requireUser(request).userId, locale)
        return describe(request, locale)
      },
    )

    server.put(
      '/v1/me/active-workspace',
      {
        config: { scope: null, principals: 'users' },
        schema: {
          tags,
          operationId: 'switchWorkspace',
          summary: 'Switch the workspace',
          description: 'For this sign-in.',
          body: switchWorkspaceInput,
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
        config: { scope: 'members:write', principals: 'users' },
        schema: {
          tags,
          operationId: 'createWorkspace',
          summary: 'Create a workspace',
          description: 'The user becomes its owner, and switches to it.',
          body: createWorkspaceInput,
          response: { 201: createdWorkspace },
        },
      },
      async (request, reply) => {
        const id = await users.memberships.found(requireUser(request), request.body.name)
        return reply.code(201).send({ id })
      },
    )
  }
}
