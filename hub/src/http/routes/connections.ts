import type {
  NewApiKeyConnection,
  NewImportedConnection,
  NewMigratedConnection,
} from '@letterlock/client/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { connectWithApiKey } from '../../core/api-key.ts'
import { assertOwner, readConnection } from '../../core/read-connection.ts'
import type { Connection, WireConnection } from '../../core/connection.ts'
import { EVERYTHING_BUT_SEND } from '../../core/create-session.ts'
import { describeConnection } from '../../core/describe-connection.ts'
import { importTokens } from '../../core/import-tokens.ts'
import { migrateConnection, type OldCredentials } from '../../core/migrate-connection.ts'
import type { Caller } from '../../core/caller.ts'
import { Secret } from '../../secret.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import {
  connection as schema,
  id,
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
            ...pageQuery('conn'),
            owner: z.string().min(1).max(200).optional(),
            provider: providerId(ports).optional(),
            status: z.enum(['connected', 'disconnected']).optional(),
            words: z.string().min(1).max(100).optional(),
          }),
          response: { 200: pageOf(schema) },
        },
      },
      async (request) => {
        const { limit, cursor, owner, provider, status, words } = request.query
        const caller = callerOf(request)
        const mine = caller.owner
        if (mine !== null && owner !== undefined) assertOwner(caller, owner)
        const filter = {
          owner: mine ?? owner,
          providerId: provider,
          connected: status && status === 'connected',
          words,
        }
        const page = { limit: limit + 1, after: cursor ?? null }
        const rows = await ports.store.connections.list(caller.workspaceId, filter, page)
        return toPage(rows, limit, describe)
      },
    )

    server.get(
      '/v1/connections/:id',
      {
        config: { right: 'connections.read' },
        schema: { tags, summary: 'Read a connection', params: id, response: { 200: schema } },
      },
      async (request) => describe(await readConnection(ports, callerOf(request), request.params.id)),
    )

    server.post(
      '/v1/connections',
      {
        config: { right: 'connections.write' },
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
  caller: Caller,
  body: NewApiKeyConnection | NewImportedConnection | NewMigratedConnection,
): Promise<Connection> {
  const { provider: providerId, owner, access = EVERYTHING_BUT_SEND } = body
  assertOwner(caller, owner)
  const common = { providerId, owner, access }
  if ('apiKey' in body)
    return connectWithApiKey(context, caller, { ...common, apiKey: new Secret(body.apiKey) })
  const appId = body.app ?? null
  if ('migrate' in body)
    return migrateConnection(context, caller, { ...common, appId, old: hideSecrets(body.migrate) })
  const { accessToken, refreshToken, expiresAt } = body
  return importTokens(context, caller, {
    ...common,
    appId,
    accessToken: new Secret(accessToken),
    refreshToken: refreshToken === undefined ? null : new Secret(refreshToken),
    expiresAt: expiresAt === undefined ? null : Date.parse(expiresAt),
  })
}

function hideSecrets(old: NewMigratedConnection['migrate']): OldCredentials {
  return old.from === 'basic'
    ? { ...old, oldClientSecret: new Secret(old.oldClientSecret), password: new Secret(old.password) }
    : {
        ...old,
        consumerSecret: new Secret(old.consumerSecret),
        token: new Secret(old.token),
        tokenSecret: new Secret(old.tokenSecret),
      }
}
