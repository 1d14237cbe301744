import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { HubError } from '../errors.ts'
import { newId } from '../id.ts'
import type { Secret } from '../secret.ts'
import { providerOf } from './apps.ts'
import type { Caller } from './caller.ts'
import type { Access, Account, Connection, NewEvent, TokenSet } from './connection.ts'
import type { Ports, SaveGuard } from './ports.ts'
import { ASSUMED_LIFETIME_MS, nextDueAt } from './renewal.ts'
import { readScopes } from './scopes.ts'
import { openTokenSet, sealApiKey, sealTokenSet } from './sealed-credentials.ts'

export interface NewConnection {
  readonly providerId: string
  readonly appId: string | null
  readonly owner: string
  readonly account: Account
  readonly access: Access
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
  ports: Ports,
  caller: Caller,
  input: NewConnection,
  ifKnown: 'refuse' | 'renew' = 'refuse',
): Promise<Connection> {
  const { workspaceId } = caller
  const { providerId, owner, account } = input
  const key = { workspaceId, providerId, owner, accountId: account.id }
  const known = await ports.store.connections.findByAccount(key)
  if (known && ifKnown === 'refuse') throw exists(known)
  // Nobody was asked: what the person has allowed before stays.
  const connection = connectionOf(
    ports,
    workspaceId,
    { ...input, access: known?.access ?? input.access },
    known,
  )
  const credential = input.tokens ? 'oauth' : 'api_key'
  const events = eventsOfSaving(caller, connection, known, { credential })
  const guard = guardOfSaving(input.tokens, connection)
  if (await ports.store.connections.save(connection, null, events, guard)) return connection
  // Somebody else has connected the same account in this very moment.
  const winner = await ports.store.connections.findByAccount(key)
  if (!winner || ifKnown === 'refuse') throw exists(winner)
  if (winner.id === connection.id) await sleep(SOON_MS)
  return insertConnection(ports, caller, input, ifKnown)
}

function exists(known: Connection | undefined): HubError {
  return new HubError('connection_exists', { facts: { connection: known?.id ?? null } })
}

/** Somebody is renewing the token set that would be kept: it is there in a moment. */
export const SOON_MS = 200

/** What is told of a saved connection; what may be done with it is told when it has changed. */
export function eventsOfSaving(
  { keyId: actor }: Pick<Caller, 'keyId'>,
  { id: connectionId, providerId: provider, owner, account, access }: Connection,
  known: Connection | undefined,
  more: Readonly<Record<string, unknown>> = {},
): NewEvent[] {
  const type = known ? 'connection.renewed' : 'connection.created'
  const saved: NewEvent = {
    type,
    connectionId,
    actor,
    data: { provider, owner, account: account.id, ...more },
  }
  if (!known || isDeepStrictEqual(known.access, access)) return [saved]
  const data = { from: known.access, to: access }
  return [saved, { type: 'connection.access_changed', connectionId, actor, data }]
}

/** A refresh token that is kept must still be the one that was read. */
export function guardOfSaving(tokens: TokenSet | null, { renewal }: Connection): SaveGuard {
  return tokens !== null && tokens.refreshToken === null && renewal !== 'never' ? 'same_tokens' : 'any'
}

/** The row that is saved: a new one, or the one that is renewed under its id. */
export function connectionOf(
  ports: Ports,
  workspaceId: string,
  { providerId, appId, owner, account, access, tokens, apiKey }: NewConnection,
  known: Connection | undefined,
): Connection {
  const at = ports.now()
  const now = at.getTime()
  // A key that stood in goes on standing by; not when the connection has moved to another account.
  const kept = known?.account.id === account.id ? known : undefined
  const id = known?.id ?? newId('conn', at)
  const { refresh } = providerOf(ports, providerId).token
  const all = tokens && kept ? withKeptRefreshToken(ports, tokens, kept, appId) : tokens
  const ends = {
    renewal: all?.refreshToken ? refresh : 'never',
    tokensExpireAt: all?.expiresAt ?? null,
    assumedLifetimeMs: all && !all.lifetimeKnown ? (kept?.assumedLifetimeMs ?? ASSUMED_LIFETIME_MS) : null,
    refreshExpiresAt: all?.refreshToken ? all.refreshExpiresAt : null,
  } as const
  return {
    ...ends,
    id,
    workspaceId,
    providerId,
    appId,
    owner,
    account,
    access,
    sealedTokens: all && sealTokenSet(ports, { id, workspaceId }, all),
    sealedPrevious: null,
    reason: tokens ? null : 'not_connected',
    generation: known?.generation ?? 1,
    sealedKey: apiKey ? sealApiKey(ports, { id, workspaceId }, apiKey) : (kept?.sealedKey ?? null),
    keyReason: apiKey ? null : (kept?.keyReason ?? null),
    fence: known?.fence ?? 0,
    intentAt: null,
    dueAt: nextDueAt(ends, { now, soonMs: ports.soonMs, random: Math.random() }),
    health: {},
    failedCheck: null,
    disconnectReport: null,
    grantedScopes: readScopes(tokens?.scope ?? null),
    version: (known?.version ?? 0) + 1,
    connectedAt: now,
    checkedAt: now,
    lastCallAt: known?.lastCallAt ?? null,
    createdAt: known?.createdAt ?? now,
  }
}

/**
 * Some platforms give a refresh token only the first time. The account is the same, so the one that is kept goes on
 * working: unless it belongs to another app, or the platform has refused it.
 */
function withKeptRefreshToken(
  ports: Ports,
  tokens: TokenSet,
  { id, workspaceId, appId, reason, sealedTokens }: Connection,
  newAppId: string | null,
): TokenSet {
  const ended = reason !== null && reason !== 'app_credentials_rejected' && reason !== 'account_disabled'
  if (tokens.refreshToken !== null || sealedTokens === null || appId !== newAppId || ended) return tokens
  try {
    const { refreshToken, refreshExpiresAt } = openTokenSet(ports, { id, workspaceId }, sealedTokens)
    return { ...tokens, refreshToken, refreshExpiresAt }
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    ports.log.warn({ connection: id, problem: error.code }, 'the stored refresh token cannot be kept')
    return tokens
  }
}
