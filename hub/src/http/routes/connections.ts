import type * as Wire from '@letterlock/client/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { providerOf } from '../../core/apps.ts'
import { checkConnection, readConnection } from '../../core/check-connection.ts'
import type { Connection } from '../../core/connection.ts'
import { disconnect } from '../../core/disconnect.ts'
import { describeConnection } from '../../core/status.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import {
  connection as connectionSchema,
  disconnectReport,
  id,
  pageOf,
  pageQuery,
  toPage,
} from '../schemas.ts'

export function connectionRoutes({ ports, door }: Context): FastifyPluginAsyncZod {
  const describe = (connection: Connection): Wire.Connection =>
    describeConnection(connection, providerOf(ports, connection.providerId), ports.now())
  const tags = ['connections']

  return async (server) => {
    server.get(
      '/v1/connections',
      {
        config: { right: 'connections.read' },
        schema: {
          tags,
          summary: 'List connections, oldest first',
          querystring: z.object({
            ...pageQuery,
            owner: z.string().max(200).optional(),
            provider: z.string().max(64).optional(),
            status: z.enum(['connected', 'disconnected']).optional(),
          }),
          response: { 200: pageOf(connectionSchema) },
        },
      },
      async (request) => {
        const { limit, cursor, owner, provider, status } = request.query
        const filter = { owner, providerId: provider, connected: status && status === 'connected' }
        const page = { limit: limit + 1, after: cursor ?? null }
        const rows = await ports.store.connections.list(callerOf(request).workspaceId, filter, page)
        return toPage(rows, limit, describe)
      },
    )

    server.get(
      '/v1/connections/:id',
      {
        config: { right: 'connections.read' },
        schema: { tags, summary: 'Read a connection', params: id, response: { 200: connectionSchema } },
      },
      async (request) =>
        describe(await readConnection(ports, callerOf(request).workspaceId, request.params.id)),
    )

    server.post(
      '/v1/connections/:id/check',
      {
        config: { right: 'connections.read' },
        schema: {
          tags,
          summary: 'Ask the platform whether the credential works',
          params: id,
          response: { 200: connectionSchema },
        },
      },
      async (request) => {
        const { workspaceId, keyId } = callerOf(request)
        return describe(
          await checkConnection(ports, door, { workspaceId, id: request.params.id, actor: keyId }),
        )
      },
    )

    server.post(
      '/v1/connections/:id/disconnect',
      {
        config: { right: 'connections.write' },
        schema: {
          tags,
          summary: 'Cut a connection and tell what was done',
          params: id,
          response: { 200: disconnectReport },
        },
      },
      async (request) => {
        const { workspaceId, keyId } = callerOf(request)
        return disconnect(ports, { workspaceId, id: request.params.id, actor: keyId })
      },
    )
  }
}
