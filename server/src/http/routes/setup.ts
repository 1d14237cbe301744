import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ProblemError } from '../../kernel/errors.ts'
import { Secret } from '../../kernel/secret.ts'
import type { RouteContext } from '../route-context.ts'
import { completeSetupInput } from '../schemas/user.ts'

/** Creating the first user. */
export function setupRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const { users, rateLimit, clientAddress } = context
  return async (server) => {
    server.addHook('onRequest', async (request) => rateLimit.countAddress(clientAddress(request.raw)))

    server.post(
      '/v1/setup',
      {
        config: {
          principals: 'none',
          problems: ['password_too_weak', 'setup_completed', 'setup_link_invalid', 'user_exists'],
        },
        schema: {
          tags: ['Users'],
          operationId: 'completeSetup',
          summary: 'Complete the setup',
          description: 'Creates the first user, with the link that was printed at the start.',
          body: completeSetupInput,
          response: { 204: z.void() },
        },
      },
      async (request, reply) => {
        const { token, ...user } = request.body
        const workspace = await context.store.workspaces.first()
        if (!workspace) throw new ProblemError('internal_error', { detail: 'there is no workspace' })
        await users.setup.finish(new Secret(token), workspace.id, user)
        return reply.code(204).send()
      },
    )
  }
}
