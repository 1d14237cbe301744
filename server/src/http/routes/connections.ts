import type {
  NewApiKeyConnection,
  NewImportedConnection,
  NewMigratedConnection,
} from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { connectWithApiKey } from '../../connect/connect-with-api-key.ts'
import { assertOwner, readConnection } from '../../connections/get-connection.ts'
import type { Connection, WireConnection } from '../../connections/connection.ts'
import { DEFAULT_PERMISSIONS } from '../../connect/create-connect-session.ts'
import { describeConnection } from '../../connections/to-connection-response.ts'
import { importTokens } from '../../connect/import-tokens.ts'
import { migrateConnection, type LegacyCredentials } from '../../connect/exchange-legacy-credentials.ts'
import type { Principal } from '../../workspaces/principal.ts'
import { Secret } from '../../kernel/secret.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import {
  connection as schema,
  idParam,
  newApiKeyConnection,
  newImportedConnection,
  newMigratedConnection,
  pageOf,
  pageQuery,
  providerId,
  toPage,
} from '../schemas.ts'

/** Connections: list, read, and make one with an API key. What is done with one is in connection-actions. */
export function connectionRoutes(context: Context): FastifyPluginAsyncZod {
  const { ports } = context
  const describe = (connection: Connection): WireConnection => describeConnection(ports, connection)
  const tags = ['Connections']

  return async (server) => {
    server.get(
      '/v1/connections',
      {
        config: { scope: 'connections:read' },
        schema: {
          tags,
          summary: 'List connections, oldest first',
          querystring: z.object({
            ...pageQuery('conn'),
            endUserId: z.string().min(1).max(200).optional(),
            provider: providerId(ports).optional(),
            status: z.enum(['connected', 'disconnected']).optional(),
            search: z.string().min(1).max(100).optional(),
          }),
          response: { 200: pageOf(schema) },
        },
      },
      async (request) => {
        const { limit, cursor, endUserId, provider, status, search } = request.query
        const principal = callerOf(request)
        const mine = principal.endUserId
        if (mine !== null && endUserId !== undefined) assertOwner(principal, endUserId)
        const filter = {
          endUserId: mine ?? endUserId,
          providerId: provider,
          connected: status && status === 'connected',
          words: search,
        }
        const page = { limit: limit + 1, after: cursor ?? null }
        const rows = await ports.store.connections.list(principal.workspaceId, filter, page)
        return toPage(rows, limit, describe)
      },
    )

    server.get(
      '/v1/connections/:connectionId',
      {
        config: { scope: 'connections:read' },
        schema: {
          tags,
          summary: 'Read a connection',
          params: idParam('connectionId'),
          response: { 200: schema },
        },
      },
      async (request) =>
        describe(await readConnection(ports, callerOf(request), request.params.connectionId)),
    )

    server.post(
      '/v1/connections',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          summary: 'Connect an account with an API key, with tokens from elsewhere, or from older access',
          description:
            'Keys and tokens are checked against the platform before they are kept; old credentials are traded for a token, where the platform does that, and not kept. Connecting the same account through OAuth later keeps the connection.',
          body: z.union([newApiKeyConnection, newImportedConnection, newMigratedConnection]),
          response: { 201: schema },
        },
      },
      async (request, reply) => {
        const made = await make(context, callerOf(request), request.body)
        return reply.code(201).send(describe(made))
      },
    )
  }
}

/** The three ways to a connection without a consent page. */
async function make(
  context: Context,
  principal: Principal,
  body: NewApiKeyConnection | NewImportedConnection | NewMigratedConnection,
): Promise<Connection> {
  const { provider: providerId, endUserId, permissions = DEFAULT_PERMISSIONS } = body
  assertOwner(principal, endUserId)
  const common = { providerId, endUserId, permissions }
  if ('apiKey' in body)
    return connectWithApiKey(context, principal, { ...common, apiKey: new Secret(body.apiKey) })
  const oauthAppId = body.app ?? null
  if ('migrate' in body)
    return migrateConnection(context, principal, { ...common, oauthAppId, old: hideSecrets(body.migrate) })
  const { accessToken, refreshToken, expiresAt } = body
  return importTokens(context, principal, {
    ...common,
    oauthAppId,
    accessToken: new Secret(accessToken),
    refreshToken: refreshToken === undefined ? null : new Secret(refreshToken),
    expiresAt: expiresAt === undefined ? null : Date.parse(expiresAt),
  })
}

function hideSecrets(old: NewMigratedConnection['migrate']): LegacyCredentials {
  return old.from === 'basic'
    ? { ...old, oldClientSecret: new Secret(old.oldClientSecret), password: new Secret(old.password) }
    : {
        ...old,
        consumerSecret: new Secret(old.consumerSecret),
        token: new Secret(old.token),
        tokenSecret: new Secret(old.tokenSecret),
      }
}
