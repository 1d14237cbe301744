import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { serverDescription } from '../schemas/server.ts'

/** The settings of the server, and its warnings. */
export function serverRoutes({ describeServer }: RouteContext): FastifyPluginAsyncZod {
  return async (server) => {
    server.get(
      '/v1/server',
      {
        config: { scope: 'workspace:write' },
        schema: {
          tags: ['Workspace'],
          operationId: 'getServer',
          summary: 'Get the settings of the server, and what needs attention',
          response: { 200: serverDescription },
        },
      },
      (request) => describeServer(principalOf(request).workspaceId),
    )
  }
}
