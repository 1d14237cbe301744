import type { NewImportedConnection } from '@letterlock/client/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { connectWithApiKey } from '../../core/api-key.ts'
import { readConnection } from '../../core/read-connection.ts'
import type { Connection, WireConnection } from '../../core/connection.ts'
import { EVERYTHING_BUT_SEND } from '../../core/create-session.ts'
import { describeConnection } from '../../core/describe-connection.ts'
import { importTokens } from '../../core/import-tokens.ts'
import { Secret } from '../../secret.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import {
  connection as schema,
  id,
  newApiKeyConnection,
  newImportedConnection,
  pageOf,
  pageQuery,
  toPage,
} from '../schemas.ts'

/** Connections: list, read, and make one with an API key. What is done with one is in connection-actions. */
export function connectionRoutes(context: Context): FastifyPluginAsyncZod {
  const { ports } = context
  const describe = (connection: Connection): WireConnection => describeConnection(ports, connection)
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
          response: { 200: pageOf(schema) },
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
        schema: { tags, summary: 'Read a connection', params: id, response: { 200: schema } },
      },
      async (request) =>
        describe(await readConnection(ports, callerOf(request).workspaceId, request.params.id)),
    )

    server.post(
      '/v1/connections',
      {
        config: { right: 'connections.write' },
        schema: {
          tags,
          summary: 'Connect an account with an API key, or with tokens from elsewhere',
          description:
            'Key or tokens are checked against the platform before they are kept. Connecting the same account through OAuth later keeps the connection.',
          body: z.union([newApiKeyConnection, newImportedConnection]),
          response: { 201: schema },
        },
      },
      async (request, reply) => {
        const { provider: providerId, owner, access = EVERYTHING_BUT_SEND } = request.body
        const caller = callerOf(request)
        const made =
          'apiKey' in request.body
            ? await connectWithApiKey(context, caller, {
                providerId,
                owner,
                apiKey: new Secret(request.body.apiKey),
                access,
              })
            : await importTokens(context, caller, { ...tokensOf(request.body), providerId, owner, access })
        return reply.code(201).send(describe(made))
      },
    )
  }
}

function tokensOf({ accessToken, refreshToken, expiresAt, app }: NewImportedConnection) {
  return {
    accessToken: new Secret(accessToken),
    refreshToken: refreshToken === undefined ? null : new Secret(refreshToken),
    expiresAt: expiresAt === undefined ? null : Date.parse(expiresAt),
    appId: app ?? null,
  }
}
