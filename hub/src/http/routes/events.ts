import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { event, pageOf, pageQuery, toPage } from '../schemas.ts'

/** The audit trail. */
export function eventRoutes({ ports }: Context): FastifyPluginAsyncZod {
  return async (server) => {
    server.get(
      '/v1/events',
      {
        config: { right: 'events.read' },
        schema: {
          tags: ['events'],
          summary: 'List what happened, newest first',
          querystring: z.object({
            ...pageQuery,
            connection: z.string().max(64).optional(),
            type: z.string().max(64).optional(),
          }),
          response: { 200: pageOf(event) },
        },
      },
      async (request) => {
        const { limit, cursor, connection, type } = request.query
        const { workspaceId, owner } = callerOf(request)
        const filter = { connectionId: connection, type, owner: owner ?? undefined }
        const page = { limit: limit + 1, after: cursor ?? null }
        return toPage(await ports.store.events.list(workspaceId, filter, page), limit, (row) => row)
      },
    )
  }
}
