import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { ProblemError } from '../kernel/errors.ts'
import { newId } from '../kernel/id.ts'
import type { Secret } from '../kernel/secret.ts'
import { providerOf } from '../workspaces/oauth-apps.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionPermissions, Account, Connection, TokenSet } from './connection.ts'
import type { NewEvent } from '../workspaces/event.ts'
import type { ConnectionsContext } from './context.ts'
import type { SaveGuard } from './connection-repository.ts'
import { ASSUMED_LIFETIME_MS, nextDueAt } from './refresh-policy.ts'
import { parseScopes } from '../providers/granted-scopes.ts'
import { decryptTokenSet, encryptApiKey, encryptTokenSet } from './encrypted-credentials.ts'

export interface NewConnection {
  readonly providerId: string
  readonly oauthAppId: string | null
  readonly endUserId: string
  readonly account: Account
  readonly permissions: ConnectionPermissions
  /** One of them at least. */
  readonly tokens: TokenSet | null
  readonly apiKey: Secret | null
}

/**
 * Saves a connection that was not made on our page: with an API key, with tokens from elsewhere, or by a code that was
 * typed on another device. Its credential is known to work.
 * @param ifKnown what to do when the owner has a connection to this account already
 * @throws HubError connection_exists
 */
export async function insertConnection(
  ports: ConnectionsContext,
  principal: Principal,
  input: NewConnection,
  ifKnown: 'refuse' | 'renew' = 'refuse',
): Promise<Connection> {
  const { workspaceId } = principal
  const { providerId, endUserId, account } = input
  const key = { workspaceId, providerId, endUserId, accountId: account.id }
  const known = await ports.store.connections.findByAccount(key)
  if (known && ifKnown === 'refuse') throw exists(known)
  // Nobody was asked: what the person has allowed before stays.
  const connection = connectionOf(
    ports,
    workspaceId,
    { ...input, permissions: known?.permissions ?? input.permissions },
    known,
  )
  const credential = input.tokens ? 'oauth' : 'api_key'
  const events = eventsOfSaving(principal, connection, known, { credential })
  const guard = guardOfSaving(input.tokens, connection)
  if (await ports.store.connections.save(connection, null, events, guard)) return connection
  // Somebody else has connected the same account in this very moment.
  const winner = await ports.store.connections.findByAccount(key)
  if (!winner || ifKnown === 'refuse') throw exists(winner)
  if (winner.id === connection.id) await sleep(SOON_MS)
  return insertConnection(ports, principal, input, ifKnown)
}

function exists(known: Connection | undefined): ProblemError {
  return new ProblemError('connection_exists', { facts: { connectionId: known?.id ?? null } })
}

/** Somebody is renewing the token set that would be kept: it is there in a moment. */
export const SOON_MS = 200

/** What is told of a saved connection; what may be done with it is told when it has changed. */
export function eventsOfSaving(
  { principalId: actor }: Pick<Principal, 'principalId'>,
  { id: connectionId, providerId: provider, endUserId, account, permissions }: Connection,
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

/** A refresh token that is kept must still be the one that was read. */
export function guardOfSaving(tokens: TokenSet | null, { refreshType }: Connection): SaveGuard {
  return tokens !== null && tokens.refreshToken === null && refreshType !== 'none' ? 'same_tokens' : 'any'
}

/** The row that is saved: a new one, or the one that is renewed under its id. */
export function connectionOf(
  ports: ConnectionsContext,
  workspaceId: string,
  { providerId, oauthAppId, endUserId, account, permissions, tokens, apiKey }: NewConnection,
  known: Connection | undefined,
): Connection {
  const at = ports.now()
  const now = at.getTime()
  // A key that stood in goes on standing by; not when the connection has moved to another account.
  const kept = known?.account.id === account.id ? known : undefined
  const id = known?.id ?? newId('conn', at)
  const { refresh } = providerOf(ports, providerId).token
  const all = tokens && kept ? withKeptRefreshToken(ports, tokens, kept, oauthAppId) : tokens
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
    providerId,
    oauthAppId,
    endUserId,
    account,
    permissions,
    tokenSetCiphertext: all && encryptTokenSet(ports, { id, workspaceId }, all),
    previousTokenSetCiphertext: null,
    reason: tokens ? null : 'not_connected',
    tokenSetVersion: known?.tokenSetVersion ?? 1,
    apiKeyCiphertext: apiKey
      ? encryptApiKey(ports, { id, workspaceId }, apiKey)
      : (kept?.apiKeyCiphertext ?? null),
    apiKeyReason: apiKey ? null : (kept?.apiKeyReason ?? null),
    fencingToken: known?.fencingToken ?? 0,
    refreshStartedAt: null,
    dueAt: nextDueAt(ends, { now, expiringSoonMs: ports.expiringSoonMs, random: Math.random() }),
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
 * Some platforms give a refresh token only the first time. The account is the same, so the one that is kept goes on
 * working: unless it belongs to another app, or the platform has refused it.
 */
function withKeptRefreshToken(
  ports: ConnectionsContext,
  tokens: TokenSet,
  { id, workspaceId, oauthAppId, reason, tokenSetCiphertext }: Connection,
  newAppId: string | null,
): TokenSet {
  const ended = reason !== null && reason !== 'oauth_app_rejected' && reason !== 'account_disabled'
  if (tokens.refreshToken !== null || tokenSetCiphertext === null || oauthAppId !== newAppId || ended)
    return tokens
  try {
    const { refreshToken, refreshExpiresAt } = decryptTokenSet(ports, { id, workspaceId }, tokenSetCiphertext)
    return { ...tokens, refreshToken, refreshExpiresAt }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    ports.log.warn({ connection: id, problem: error.code }, 'the stored refresh token cannot be kept')
    return tokens
  }
}
