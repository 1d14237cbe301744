import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { removeApiKey, setApiKey } from '../../core/api-key.ts'
import { changeAccess } from '../../core/change-access.ts'
import type { Connection, WireConnection } from '../../core/connection.ts'
import { describeConnection } from '../../core/describe-connection.ts'
import { deleteConnection } from '../../core/delete-connection.ts'
import { disconnect } from '../../core/disconnect.ts'
import { refreshConnection } from '../../core/refresh-connection.ts'
import { Secret } from '../../secret.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { access, apiKey, connection as schema, deletedConnection, disconnectReport, id } from '../schemas.ts'

/** What is done with one connection. */
export function connectionActionRoutes(context: Context): FastifyPluginAsyncZod {
  const { ports, checker, refresher, patienceMs } = context
  const describe = (connection: Connection): WireConnection => describeConnection(ports, connection)
  const tags = ['connections']
  const answer = { params: id, response: { 200: schema } }

  return async (server) => {
    server.delete(
      '/v1/connections/:id',
      {
        config: { right: 'connections.write' },
        schema: {
          tags,
          summary: 'Delete a connection, with all that is personal',
          description:
            'One that is still connected is disconnected first; the answer reports what was done. The audit log keeps one line. Deleted twice, it is not found.',
          params: id,
          response: { 200: deletedConnection },
        },
      },
      async (request) => deleteConnection(ports, callerOf(request), request.params.id),
    )

    server.post(
      '/v1/connections/:id/check',
      {
        config: { right: 'connections.read', idempotencyKey: false },
        schema: { tags, summary: 'Ask the platform whether the credential works', ...answer },
      },
      async (request) => {
        const { id } = request.params
        const caller = callerOf(request)
        return describe(await checker.check({ scope: caller, id, actor: caller.keyId }))
      },
    )

    server.post(
      '/v1/connections/:id/refresh',
      {
        config: { right: 'connections.write' },
        schema: {
          tags,
          summary: 'Renew the token now',
          description: 'Whether it was renewed stands in health and lastRefreshedAt of the answer.',
          ...answer,
        },
      },
      async (request) => {
        const { id } = request.params
        const scope = callerOf(request)
        return describe(await refreshConnection(ports, refresher, { scope, id, patienceMs }))
      },
    )

    server.put(
      '/v1/connections/:id/access',
      {
        config: { right: 'connections.write' },
        schema: { tags, summary: 'Change what the connection may be used for', body: access, ...answer },
      },
      async (request) => {
        const { id } = request.params
        return describe(await changeAccess(ports, callerOf(request), { id, access: request.body }))
      },
    )

    server.put(
      '/v1/connections/:id/api-key',
      {
        config: { right: 'connections.write' },
        schema: {
          tags,
          summary: 'Put an API key beside the token, to stand in when it fails',
          body: z.strictObject({ apiKey }),
          ...answer,
        },
      },
      async (request) => {
        const { id } = request.params
        const input = { id, apiKey: new Secret(request.body.apiKey) }
        return describe(await setApiKey(context, callerOf(request), input))
      },
    )

    server.delete(
      '/v1/connections/:id/api-key',
      { config: { right: 'connections.write' }, schema: { tags, summary: 'Erase the API key', ...answer } },
      async (request) => describe(await removeApiKey(ports, callerOf(request), request.params.id)),
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
        return disconnect(ports, callerOf(request), request.params.id)
      },
    )
  }
}
