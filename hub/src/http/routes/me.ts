import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { workspaceOf } from '../../core/workspace.ts'
import type { SignedIn } from '../../core/people.ts'
import { HubError } from '../../errors.ts'
import { callerOf, personOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { chosenWorkspace, me, newWorkspace } from '../people-schemas.ts'

/** Who is signed in, and in which workspace: for browsers, a secret key is nobody. */
export function meRoutes({ ports, people }: Context): FastifyPluginAsyncZod {
  const tags = ['people']
  return async (server) => {
    server.get(
      '/v1/me',
      { config: { right: null }, schema: { tags, summary: 'Who is signed in', response: { 200: me } } },
      async (request) => {
        const person = signedIn(request)
        const { personId: id, name, email, role, sessionId: device, secondFactor } = person
        const workspace = await workspaceOf(ports, callerOf(request))
        const workspaces = await people.memberships.list(id)
        return {
          id,
          name,
          email,
          role,
          workspace: { id: workspace.id, name: workspace.name },
          workspaces,
          device,
          secondFactor,
        }
      },
    )

    server.put(
      '/v1/me/workspace',
      {
        config: { right: null },
        schema: {
          tags,
          summary: 'Choose the workspace in which this browser works',
          body: chosenWorkspace,
          response: { 204: z.void() },
        },
      },
      async (request, reply) => {
        await people.memberships.choose(signedIn(request), request.body.id)
        return reply.code(204).send()
      },
    )

    server.post(
      '/v1/workspaces',
      {
        config: { right: 'members.write' },
        schema: {
          tags,
          summary: 'Make another workspace, and be its owner',
          body: newWorkspace,
          response: { 201: chosenWorkspace },
        },
      },
      async (request, reply) => {
        const id = await people.memberships.found(signedIn(request), request.body.name)
        return reply.code(201).send({ id })
      },
    )
  }
}

function signedIn(request: FastifyRequest): SignedIn {
  const person = personOf(request)
  if (!person) throw new HubError('not_signed_in')
  return person
}
