import { HubError } from '../errors.ts'
import { newId } from '../id.ts'
import type { Secret } from '../secret.ts'
import { providerOf } from './apps.ts'
import type { Caller } from './caller.ts'
import type { Access, Account, Connection, TokenSet } from './connection.ts'
import type { Ports } from './ports.ts'
import { ASSUMED_LIFETIME_MS, nextDueAt } from './renewal.ts'
import { sealApiKey, sealTokenSet } from './sealed-credentials.ts'

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
  const connection = connectionOf(ports, workspaceId, input, known)
  const data = {
    provider: providerId,
    owner,
    account: account.id,
    credential: input.tokens ? 'oauth' : 'api_key',
  }
  const type = known ? 'connection.renewed' : 'connection.created'
  const event = { type, connectionId: connection.id, actor: caller.keyId, data } as const
  if (await ports.store.connections.save(connection, null, event)) return connection
  // Somebody else has connected the same account in this very moment.
  const winner = await ports.store.connections.findByAccount(key)
  if (!winner || ifKnown === 'refuse') throw exists(winner)
  return insertConnection(ports, caller, input, ifKnown)
}

function exists(known: Connection | undefined): HubError {
  return new HubError('connection_exists', { facts: { connection: known?.id ?? null } })
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
  const ends = {
    renewal: tokens?.refreshToken ? refresh : 'never',
    tokensExpireAt: tokens?.expiresAt ?? null,
    assumedLifetimeMs:
      tokens && !tokens.lifetimeKnown ? (kept?.assumedLifetimeMs ?? ASSUMED_LIFETIME_MS) : null,
    refreshExpiresAt: tokens?.refreshToken ? tokens.refreshExpiresAt : null,
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
    sealedTokens: tokens && sealTokenSet(ports, { id, workspaceId }, tokens),
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
    version: (known?.version ?? 0) + 1,
    connectedAt: now,
    checkedAt: now,
    lastCallAt: known?.lastCallAt ?? null,
    createdAt: known?.createdAt ?? now,
  }
}
