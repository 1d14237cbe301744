import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { HubError } from '../../errors.ts'
import { workspaceOf } from '../../core/workspace.ts'
import { callerOf, headersOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { me } from '../schemas.ts'

export function meRoutes({ ports, people }: Context): FastifyPluginAsyncZod {
  return async (server) => {
    server.get(
      '/v1/me',
      {
        config: { right: null },
        schema: {
          tags: ['people'],
          summary: 'Who is signed in: for browsers, a secret key is nobody',
          response: { 200: me },
        },
      },
      async (request) => {
        const person = await people.whoIs(headersOf(request))
        if (!person) throw new HubError('not_signed_in')
        const { personId: id, name, email, role } = person
        const workspace = await workspaceOf(ports, callerOf(request))
        return { id, name, email, role, workspace: { id: workspace.id, name: workspace.name } }
      },
    )
  }
}
