import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { ProblemError } from '../kernel/errors.ts'
import { newId } from '../kernel/id.ts'
import type { Secret } from '../kernel/secret.ts'
import { getOAuthApp } from '../workspaces/oauth-apps.ts'
import { definitionOf } from '../providers/definition-of.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionPermissions, Account, Connection, TokenSet } from './connection.ts'
import type { NewEvent } from '../workspaces/event.ts'
import type { ConnectionsContext } from './context.ts'
import type { SaveGuard } from './connection-repository.ts'
import { ASSUMED_LIFETIME_MS, nextDueAt } from './refresh-policy.ts'
import { parseScopes } from '../providers/granted-scopes.ts'
import { decryptTokenSet, encryptApiKey, encryptTokenSet } from './encrypted-credentials.ts'

export interface NewConnection {
  readonly providerSlug: string
  readonly oauthAppId: string | null
  readonly endUserId: string
  readonly account: Account
  readonly permissions: ConnectionPermissions
  /** At least one of the two is present. */
  readonly tokens: TokenSet | null
  readonly apiKey: Secret | null
}

/**
 * Saves a connection that was created without a connect session: with an API key, imported tokens or a device authorization. Its
 * credential has been verified.
 * @param ifKnown what to do if the end user already has a connection to this account
 * @throws ProblemError connection_exists, oauth_app_not_found
 */
export async function saveConnection(
  context: ConnectionsContext,
  principal: Principal,
  input: NewConnection,
  ifKnown: 'reject' | 'update' = 'reject',
): Promise<Connection> {
  const { workspaceId } = principal
  const { providerSlug, endUserId, account } = input
  const key = { workspaceId, providerSlug, endUserId, accountId: account.id }
  const known = await context.store.connections.findByAccount(key)
  if (known && ifKnown === 'reject') throw exists(known)
  // The end user was not asked, so earlier permissions stay.
  const connection = connectionOf(
    context,
    workspaceId,
    { ...input, permissions: known?.permissions ?? input.permissions },
    known,
  )
  const credential = input.tokens ? 'oauth' : 'api_key'
  const events = eventsOfSaving(principal, connection, known, { credential })
  const guard = guardOfSaving(input.tokens, connection)
  if (await context.store.connections.save(connection, null, events, guard)) return connection
  await waitToSave(context, connection, guard)
  return saveConnection(context, principal, input, ifKnown)
}

function exists({ id }: Connection): ProblemError {
  return new ProblemError('connection_exists', { facts: { connectionId: id } })
}

/** How long to wait for another process that is refreshing the token set to keep. */
const SOON_MS = 200

/**
 * Call this before reading and saving again after `save` has returned false: another request has changed what was read.
 * @throws ProblemError oauth_app_not_found
 */
export async function waitToSave(
  context: ConnectionsContext,
  { workspaceId, oauthAppId }: Connection,
  guard: SaveGuard,
): Promise<void> {
  if (oauthAppId !== null) await getOAuthApp(context, workspaceId, oauthAppId)
  if (guard === 'not_leased') await sleep(SOON_MS)
}

/** The events of a saved connection: created or reconnected, and changed permissions. */
export function eventsOfSaving(
  { principalId: actor }: Pick<Principal, 'principalId'>,
  { id: connectionId, providerSlug: provider, endUserId, account, permissions }: Connection,
  known: Connection | undefined,
  more: Readonly<Record<string, unknown>> = {},
): NewEvent[] {
  const type = known ? 'connection.reconnected' : 'connection.created'
  const saved: NewEvent = {
    type,
    connectionId,
    actor,
    data: { provider, endUserId, account: account.id, ...more },
  }
  if (!known || isDeepStrictEqual(known.permissions, permissions)) return [saved]
  const data = { from: known.permissions, to: permissions }
  return [saved, { type: 'connection.permissions_updated', connectionId, actor, data }]
}

/** A kept refresh token must not have changed since it was read. */
export function guardOfSaving(tokens: TokenSet | null, { refreshType }: Connection): SaveGuard {
  return tokens !== null && tokens.refreshToken === null && refreshType !== 'none' ? 'not_leased' : 'version'
}

/** The row to save: a new connection, or an update of `known` under its ID. */
export function connectionOf(
  context: ConnectionsContext,
  workspaceId: string,
  { providerSlug, oauthAppId, endUserId, account, permissions, tokens, apiKey }: NewConnection,
  known: Connection | undefined,
): Connection {
  const at = context.now()
  const now = at.getTime()
  // The API key stays as fallback, unless the connection moved to another account.
  const kept = known?.account.id === account.id ? known : undefined
  const id = known?.id ?? newId('conn', at)
  const { refresh } = definitionOf(context, providerSlug).token
  const all = tokens && kept ? withKeptRefreshToken(context, tokens, kept, oauthAppId) : tokens
  const ends = {
    refreshType: all?.refreshToken ? refresh : 'none',
    accessTokenExpiresAt: all?.expiresAt ?? null,
    assumedLifetimeMs: all && !all.lifetimeKnown ? (kept?.assumedLifetimeMs ?? ASSUMED_LIFETIME_MS) : null,
    refreshExpiresAt: all?.refreshToken ? all.refreshExpiresAt : null,
  } as const
  return {
    ...ends,
    id,
    workspaceId,
    providerSlug,
    oauthAppId,
    endUserId,
    account,
    permissions,
    tokenSetCiphertext: all && encryptTokenSet(context, { id, workspaceId }, all),
    previousTokenSetCiphertext: null,
    reason: tokens ? null : 'not_connected',
    tokenSetVersion: known?.tokenSetVersion ?? 1,
    apiKeyCiphertext: apiKey
      ? encryptApiKey(context, { id, workspaceId }, apiKey)
      : (kept?.apiKeyCiphertext ?? null),
    apiKeyReason: apiKey ? null : (kept?.apiKeyReason ?? null),
    fencingToken: known?.fencingToken ?? 0,
    refreshStartedAt: null,
    dueAt: nextDueAt(ends, { now, expiringSoonMs: context.expiringSoonMs, random: Math.random() }),
    health: {},
    failedCheck: null,
    disconnectReport: null,
    grantedScopes: parseScopes(tokens?.scope ?? null),
    version: (known?.version ?? 0) + 1,
    connectedAt: now,
    lastCheckedAt: now,
    lastCallAt: known?.lastCallAt ?? null,
    createdAt: known?.createdAt ?? now,
  }
}

/**
 * Some providers issue a refresh token only the first time. The stored one stays valid for the same account, unless it belongs to another
 * OAuth app or was rejected.
 */
function withKeptRefreshToken(
  context: ConnectionsContext,
  tokens: TokenSet,
  { id, workspaceId, oauthAppId, reason, tokenSetCiphertext }: Connection,
  newAppId: string | null,
): TokenSet {
  const ended = reason !== null && reason !== 'oauth_app_rejected' && reason !== 'account_disabled'
  if (tokens.refreshToken !== null || tokenSetCiphertext === null || oauthAppId !== newAppId || ended)
    return tokens
  try {
    const { refreshToken, refreshExpiresAt } = decryptTokenSet(
      context,
      { id, workspaceId },
      tokenSetCiphertext,
    )
    return { ...tokens, refreshToken, refreshExpiresAt }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    context.log.warn({ connectionId: id, errorCode: error.code }, 'stored refresh token not kept')
    return tokens
  }
}
