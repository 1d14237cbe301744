import type { CreateConnectionInput, LegacyCredentials as GivenCredentials } from '@letterlock/sdk/wire.ts'
import { invalidRequest } from '../../kernel/errors.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { exportConnections } from '../../connections/export-connections.ts'
import { connectWithApiKey } from '../../connect/connect-with-api-key.ts'
import { assertOwnEndUser, getConnection } from '../../connections/get-connection.ts'
import type { Connection, WireConnection } from '../../connections/connection.ts'
import { DEFAULT_PERMISSIONS } from '../../connect/create-connect-session.ts'
import { toConnectionResponse } from '../../connections/to-connection-response.ts'
import { importTokens } from '../../connect/import-tokens.ts'
import {
  exchangeLegacyCredentials,
  type LegacyCredentials,
} from '../../connect/exchange-legacy-credentials.ts'
import type { Principal } from '../../workspaces/principal.ts'
import { Secret } from '../../kernel/secret.ts'
import { assertProviderFilter } from '../assert-provider-filter.ts'
import { principalOf } from '../authentication.ts'
import { connectionFilterOf, connectionFilterQuery } from '../connection-filter.ts'
import type { RouteContext } from '../route-context.ts'
import { sendFile } from '../send-file.ts'
import { connection } from '../schemas/connection.ts'
import { createConnectionInput } from '../schemas/connection-inputs.ts'
import { exportFormat, exportResponse } from '../schemas/export.ts'
import { connectionCounts } from '../schemas/connection-counts.ts'
import { labelCounts } from '../schemas/labels.ts'
import { pageOf, pageQuery, toPage } from '../schemas/page.ts'
import { pathParams } from '../schemas/params.ts'
import { CREATE_CONNECTION_PROBLEMS } from '../../connect/problems.ts'
import { OWN_END_USER_PROBLEMS } from '../../connections/problems.ts'

const sort = z
  .enum(['oldest', 'newest', 'name'])
  .optional()
  .describe('What comes first: by creation, or by the account’s name. Default: `oldest`.')

/** Connections: list, get, and create with existing credentials. Actions on one connection are in connection-actions. */
export function connectionRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const describe = (connection: Connection): WireConnection => toConnectionResponse(context, connection)
  const tags = ['Connections']

  return async (server) => {
    server.get(
      '/v1/connections',
      {
        config: { scope: 'connections:read', problems: OWN_END_USER_PROBLEMS },
        schema: {
          tags,
          operationId: 'listConnections',
          summary: 'List connections',
          querystring: z.object({ ...pageQuery('conn'), ...connectionFilterQuery, sort }),
          response: { 200: pageOf(connection) },
        },
      },
      async (request) => {
        const { limit, cursor, sort, ...query } = request.query
        const principal = principalOf(request)
        const page = { limit: limit + 1, after: cursor ?? null }
        const filter = { ...connectionFilterOf(principal, query), sort }
        const rows = await context.store.connections.list(principal.workspaceId, filter, page)
        assertProviderFilter(context, filter.providerSlug, rows.length)
        if (sort === 'name' && rows.length === 0 && cursor !== undefined)
          await assertCursorExists(context, principal.workspaceId, cursor)
        return toPage(rows, limit, describe)
      },
    )

    server.get(
      '/v1/connections/export',
      {
        config: { scope: 'connections:read', problems: OWN_END_USER_PROBLEMS },
        schema: {
          tags,
          operationId: 'exportConnections',
          summary: 'Export connections',
          description: 'All that match, oldest first, as one file.',
          querystring: z.object({ ...connectionFilterQuery, format: exportFormat }),
          response: exportResponse,
        },
      },
      async (request, reply) => {
        const { format, ...query } = request.query
        const principal = principalOf(request)
        const filter = connectionFilterOf(principal, query)
        const first = await context.store.connections.list(principal.workspaceId, filter, {
          limit: 1,
          after: null,
        })
        assertProviderFilter(context, filter.providerSlug, first.length)
        const lines = exportConnections(context, principal.workspaceId, filter, format)
        return sendFile(reply, 'letterlock-connections', format, lines)
      },
    )

    server.get(
      '/v1/connections/counts',
      {
        config: { scope: 'connections:read', problems: OWN_END_USER_PROBLEMS },
        schema: {
          tags,
          operationId: 'countConnections',
          summary: 'Count connections by provider and status',
          querystring: z.object(connectionFilterQuery),
          response: { 200: connectionCounts },
        },
      },
      async (request) => {
        const principal = principalOf(request)
        const filter = connectionFilterOf(principal, request.query)
        const items = await context.store.connections.count(principal.workspaceId, filter)
        assertProviderFilter(context, filter.providerSlug, items.length)
        return { total: items.reduce((sum, { count }) => sum + count, 0), items }
      },
    )

    server.get(
      '/v1/connections/labels',
      {
        config: { scope: 'connections:read' },
        schema: {
          tags,
          operationId: 'countConnectionLabels',
          summary: 'Count connections by label',
          response: { 200: labelCounts },
        },
      },
      async (request) => {
        const { workspaceId, endUserId } = principalOf(request)
        return context.store.connections.countLabels(workspaceId, endUserId ?? undefined)
      },
    )

    server.get(
      '/v1/connections/:connectionId',
      {
        config: { scope: 'connections:read' },
        schema: {
          tags,
          operationId: 'getConnection',
          summary: 'Get a connection',
          params: pathParams('connectionId'),
          response: { 200: connection },
        },
      },
      async (request) =>
        describe(await getConnection(context, principalOf(request), request.params.connectionId)),
    )

    server.post(
      '/v1/connections',
      {
        config: {
          scope: 'connections:write',
          problems: CREATE_CONNECTION_PROBLEMS,
        },
        schema: {
          tags,
          operationId: 'createConnection',
          summary: 'Create a connection from credentials',
          description:
            'API keys and tokens are checked with the provider before they are saved. Legacy credentials are exchanged for a token, where the provider supports that, and are not saved. If the end user later connects the same account through OAuth, the connection stays the same.',
          body: createConnectionInput,
          response: { 201: connection },
        },
      },
      async (request, reply) => {
        const created = await create(context, principalOf(request), request.body)
        return reply.code(201).send(describe(created))
      },
    )
  }
}

/**
 * Asserts that the cursor's connection exists: in the order of names, a page cannot start after a deleted one.
 * @throws ProblemError invalid_request
 */
async function assertCursorExists(
  { store }: RouteContext,
  workspaceId: string,
  cursor: string,
): Promise<void> {
  if ((await store.connections.read(workspaceId, cursor)) !== undefined) return
  const detail = 'cursor is the ID of a connection that was deleted. Start again with the first page.'
  throw invalidRequest({ parameter: 'cursor', detail })
}

/** Creates a connection without a consent page. */
async function create(
  context: RouteContext,
  principal: Principal,
  { provider: providerSlug, endUserId, permissions = DEFAULT_PERMISSIONS, ...body }: CreateConnectionInput,
): Promise<Connection> {
  assertOwnEndUser(principal, endUserId)
  const { credentials, oauthAppId = null, labels = {} } = body
  const input = { providerSlug, endUserId, permissions, labels, oauthAppId }
  switch (credentials.type) {
    case 'api_key':
      return connectWithApiKey(context, principal, { ...input, apiKey: new Secret(credentials.apiKey) })
    case 'tokens': {
      const { accessToken, refreshToken, accessTokenExpiresAt } = credentials
      return importTokens(context, principal, {
        ...input,
        accessToken: new Secret(accessToken),
        refreshToken: refreshToken === undefined ? null : new Secret(refreshToken),
        expiresAt: accessTokenExpiresAt === undefined ? null : Date.parse(accessTokenExpiresAt),
      })
    }
    default:
      return exchangeLegacyCredentials(context, principal, { ...input, old: hideSecrets(credentials) })
  }
}

function hideSecrets(given: GivenCredentials): LegacyCredentials {
  return given.type === 'legacy_basic'
    ? { ...given, clientSecret: new Secret(given.clientSecret), password: new Secret(given.password) }
    : {
        ...given,
        consumerSecret: new Secret(given.consumerSecret),
        token: new Secret(given.token),
        tokenSecret: new Secret(given.tokenSecret),
      }
}
