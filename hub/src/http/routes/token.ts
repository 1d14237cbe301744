import type * as Wire from '@letterlock/client/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { isoOrNull } from '../../time.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { id, token } from '../schemas.ts'

/** The hottest route: the answer is written by hand, since checking our own answer costs more than making it. */
export function tokenRoutes({ door, usage }: Context): FastifyPluginAsyncZod {
  return async (server) => {
    server.post(
      '/v1/connections/:id/token',
      {
        config: { right: 'token' },
        serializerCompiler: () => JSON.stringify,
        validatorCompiler: () => () => true,
        schema: {
          tags: ['connections'],
          summary: 'Get a token that works now',
          params: id,
          response: { 200: token },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request)
        const { id } = request.params
        const fresh = await door.freshToken(caller.workspaceId, id)
        usage.count('token.read', caller, id)
        reply.header('cache-control', 'no-store')
        const answer: Wire.Token = {
          accessToken: fresh.token.reveal(),
          tokenType: 'Bearer',
          expiresAt: isoOrNull(fresh.expiresAt),
          apiBaseUrl: fresh.connection.account.apiBaseUrl,
          credential: fresh.credential,
        }
        return answer
      },
    )
  }
}
