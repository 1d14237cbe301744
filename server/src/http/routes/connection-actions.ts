import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { removeApiKey, setApiKey } from '../../connect/connect-with-api-key.ts'
import { updatePermissions } from '../../connections/update-permissions.ts'
import type { Connection, WireConnection } from '../../connections/connection.ts'
import { describeConnection } from '../../connections/to-connection-response.ts'
import { readConnection } from '../../connections/get-connection.ts'
import { deleteConnection } from '../../connections/delete-connection.ts'
import { disconnect } from '../../connections/disconnect.ts'
import { refreshConnection } from '../../tokens/refresh-connection.ts'
import { Secret } from '../../kernel/secret.ts'
import { principalOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import {
  apiKey,
  connectionChange,
  connection as schema,
  deletedConnection,
  disconnectResult,
  idParam,
} from '../schemas.ts'

/** Actions on one connection. */
export function connectionActionRoutes(context: Context): FastifyPluginAsyncZod {
  const { ports, checker, refreshCoordinator, waitTimeoutMs } = context
  const describe = (connection: Connection): WireConnection => describeConnection(ports, connection)
  const tags = ['Connections']
  const params = idParam('connectionId')
  const answer = { params, response: { 200: schema } }

  return async (server) => {
    server.delete(
      '/v1/connections/:connectionId',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          summary: 'Delete a connection and its personal data',
          description:
            'A working connection is disconnected first; the response reports the result. Events keep a record without personal data.',
          params,
          response: { 200: deletedConnection },
        },
      },
      async (request) => deleteConnection(ports, principalOf(request), request.params.connectionId),
    )

    server.post(
      '/v1/connections/:connectionId/check',
      {
        config: { scope: 'connections:read', idempotencyKey: false },
        schema: { tags, summary: 'Check the credentials', ...answer },
      },
      async (request) => {
        const { connectionId: id } = request.params
        const principal = principalOf(request)
        return describe(await checker.check({ scope: principal, id, actor: principal.principalId }))
      },
    )

    server.post(
      '/v1/connections/:connectionId/refresh',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          summary: 'Refresh the access token',
          description: 'health and lastRefreshedAt in the response show whether the token was refreshed.',
          ...answer,
        },
      },
      async (request) => {
        const { connectionId: id } = request.params
        const principal = principalOf(request)
        return describe(await refreshConnection(ports, refreshCoordinator, { principal, id, waitTimeoutMs }))
      },
    )

    server.patch(
      '/v1/connections/:connectionId',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          summary: 'Update a connection',
          description: 'Members that are left out stay. Permissions take effect with the next call.',
          body: connectionChange,
          ...answer,
        },
      },
      async (request) => {
        const { connectionId: id } = request.params
        const { permissions } = request.body
        const principal = principalOf(request)
        return describe(
          permissions
            ? await updatePermissions(ports, principal, { id, permissions })
            : await readConnection(ports, principal, id),
        )
      },
    )

    server.put(
      '/v1/connections/:connectionId/api-key',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          summary: 'Add an API key as fallback',
          body: z.strictObject({ apiKey }),
          ...answer,
        },
      },
      async (request) => {
        const { connectionId: id } = request.params
        const input = { id, apiKey: new Secret(request.body.apiKey) }
        return describe(await setApiKey(context, principalOf(request), input))
      },
    )

    server.delete(
      '/v1/connections/:connectionId/api-key',
      { config: { scope: 'connections:write' }, schema: { tags, summary: 'Remove the API key', ...answer } },
      async (request) =>
        describe(await removeApiKey(ports, principalOf(request), request.params.connectionId)),
    )

    server.post(
      '/v1/connections/:connectionId/disconnect',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          summary: 'Disconnect a connection',
          params,
          response: { 200: disconnectResult },
        },
      },
      async (request) => {
        return disconnect(ports, principalOf(request), request.params.connectionId)
      },
    )
  }
}
