import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { removeApiKey } from '../../connect/remove-api-key.ts'
import { setApiKey } from '../../connect/set-api-key.ts'
import { updateConnection } from '../../connections/update-connection.ts'
import type { Connection, WireConnection } from '../../connections/connection.ts'
import { toConnectionResponse } from '../../connections/to-connection-response.ts'
import { deleteConnection } from '../../connections/delete-connection.ts'
import { disconnect } from '../../connections/disconnect.ts'
import { refreshConnection } from '../../tokens/refresh-connection.ts'
import { Secret } from '../../kernel/secret.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { connection, deletedConnection, disconnectResult } from '../schemas/connection.ts'
import { setApiKeyInput, updateConnectionInput } from '../schemas/connection-inputs.ts'
import { pathParams } from '../schemas/params.ts'
import { SET_API_KEY_PROBLEMS } from '../../connect/problems.ts'
import { CHECK_PROBLEMS, REFRESH_PROBLEMS } from '../../tokens/problems.ts'

/** Actions on one connection. */
export function connectionActionRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const { checker, refreshCoordinator, waitTimeoutMs } = context
  const describe = (connection: Connection): WireConnection => toConnectionResponse(context, connection)
  const tags = ['Connections']
  const params = pathParams('connectionId')
  const answer = { params, response: { 200: connection } }

  return async (server) => {
    server.delete(
      '/v1/connections/:connectionId',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          operationId: 'deleteConnection',
          summary: 'Delete a connection',
          description: 'Disconnects it first if needed, and deletes all personal data. One event remains.',
          params,
          response: { 200: deletedConnection },
        },
      },
      async (request) => deleteConnection(context, principalOf(request), request.params.connectionId),
    )

    server.post(
      '/v1/connections/:connectionId/check',
      {
        config: {
          scope: 'connections:read',
          idempotencyKey: false,
          problems: CHECK_PROBLEMS,
        },
        schema: {
          tags,
          operationId: 'checkConnection',
          summary: 'Check a connection',
          description: 'Asks the provider whether the credential works.',
          ...answer,
        },
      },
      async (request) => {
        const { connectionId: id } = request.params
        const principal = principalOf(request)
        return describe(await checker.check({ access: principal, id, actor: principal.principalId }))
      },
    )

    server.post(
      '/v1/connections/:connectionId/refresh',
      {
        config: {
          scope: 'connections:write',
          problems: REFRESH_PROBLEMS,
        },
        schema: {
          tags,
          operationId: 'refreshConnection',
          summary: 'Refresh the token now',
          description: '`health` and `lastRefreshedAt` of the response say whether that worked.',
          ...answer,
        },
      },
      async (request) => {
        const { connectionId: id } = request.params
        const principal = principalOf(request)
        return describe(
          await refreshConnection(context, refreshCoordinator, { principal, id, waitTimeoutMs }),
        )
      },
    )

    server.patch(
      '/v1/connections/:connectionId',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          operationId: 'updateConnection',
          summary: 'Update a connection',
          description:
            'Changes all that is given, or nothing. Permissions take effect with the next call. Labels that are not named stay, and null removes one.',
          body: updateConnectionInput,
          ...answer,
        },
      },
      async (request) => {
        const { connectionId: id } = request.params
        return describe(await updateConnection(context, principalOf(request), id, request.body))
      },
    )

    server.put(
      '/v1/connections/:connectionId/api-key',
      {
        config: {
          scope: 'connections:write',
          problems: SET_API_KEY_PROBLEMS,
        },
        schema: {
          tags,
          operationId: 'setApiKey',
          summary: 'Set the API key of a connection',
          description: 'It is checked with the provider, and used when OAuth fails.',
          body: setApiKeyInput,
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
      {
        config: { scope: 'connections:write', problems: ['api_key_not_found'] },
        schema: {
          tags,
          operationId: 'removeApiKey',
          summary: 'Remove the API key of a connection',
          ...answer,
        },
      },
      async (request) =>
        describe(await removeApiKey(context, principalOf(request), request.params.connectionId)),
    )

    server.post(
      '/v1/connections/:connectionId/disconnect',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          operationId: 'disconnectConnection',
          summary: 'Disconnect a connection',
          description:
            'Revokes the tokens where the provider supports it and deletes the credentials. The response says what was done, and what remains to be done at the provider.',
          params,
          response: { 200: disconnectResult },
        },
      },
      async (request) => {
        return disconnect(context, principalOf(request), request.params.connectionId)
      },
    )
  }
}
