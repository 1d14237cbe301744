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
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import {
  apiKey,
  connectionChange,
  connection as schema,
  deletedConnection,
  disconnectResult,
  idParam,
} from '../schemas.ts'

/** What is done with one connection. */
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
          summary: 'Delete a connection, with all that is personal',
          description:
            'One that is still connected is disconnected first; the answer reports what was done. The audit log keeps one line. Deleted twice, it is not found.',
          params,
          response: { 200: deletedConnection },
        },
      },
      async (request) => deleteConnection(ports, callerOf(request), request.params.connectionId),
    )

    server.post(
      '/v1/connections/:connectionId/check',
      {
        config: { scope: 'connections:read', idempotencyKey: false },
        schema: { tags, summary: 'Ask the platform whether the credential works', ...answer },
      },
      async (request) => {
        const { connectionId: id } = request.params
        const principal = callerOf(request)
        return describe(await checker.check({ scope: principal, id, actor: principal.principalId }))
      },
    )

    server.post(
      '/v1/connections/:connectionId/refresh',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          summary: 'Renew the token now',
          description: 'Whether it was renewed stands in health and lastRefreshedAt of the answer.',
          ...answer,
        },
      },
      async (request) => {
        const { connectionId: id } = request.params
        const scope = callerOf(request)
        return describe(await refreshConnection(ports, refreshCoordinator, { scope, id, waitTimeoutMs }))
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
        const principal = callerOf(request)
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
          summary: 'Put an API key beside the token, to stand in when it fails',
          body: z.strictObject({ apiKey }),
          ...answer,
        },
      },
      async (request) => {
        const { connectionId: id } = request.params
        const input = { id, apiKey: new Secret(request.body.apiKey) }
        return describe(await setApiKey(context, callerOf(request), input))
      },
    )

    server.delete(
      '/v1/connections/:connectionId/api-key',
      { config: { scope: 'connections:write' }, schema: { tags, summary: 'Erase the API key', ...answer } },
      async (request) => describe(await removeApiKey(ports, callerOf(request), request.params.connectionId)),
    )

    server.post(
      '/v1/connections/:connectionId/disconnect',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          summary: 'Cut a connection and tell what was done',
          params,
          response: { 200: disconnectResult },
        },
      },
      async (request) => {
        return disconnect(ports, callerOf(request), request.params.connectionId)
      },
    )
  }
}
