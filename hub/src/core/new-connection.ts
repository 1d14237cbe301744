import { HubError } from '../errors.ts'
import { newId } from '../id.ts'
import type { Secret } from '../secret.ts'
import { providerOf } from './apps.ts'
import type { Caller } from './caller.ts'
import type { Access, Account, Connection, TokenSet } from './connection.ts'
import type { Ports } from './ports.ts'
import { nextDueAt } from './renewal.ts'
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
 * Saves a connection that was not made on the platform's page: with an API key, or with tokens from elsewhere. Its
 * credential is known to work.
 * @throws HubError connection_exists
 */
export async function insertConnection(
  ports: Ports,
  caller: Caller,
  input: NewConnection,
): Promise<Connection> {
  const { workspaceId } = caller
  const { providerId, appId, owner, account, access, tokens, apiKey } = input
  const at = ports.now()
  const now = at.getTime()
  const id = newId('conn', at)
  const { refresh } = providerOf(ports, providerId).token
  const ends = {
    renewal: tokens?.refreshToken ? refresh : 'never',
    tokensExpireAt: tokens?.expiresAt ?? null,
  } as const
  const connection: Connection = {
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
    generation: 1,
    sealedKey: apiKey && sealApiKey(ports, { id, workspaceId }, apiKey),
    keyReason: null,
    fence: 0,
    intentAt: null,
    dueAt: nextDueAt(ends, { now, soonMs: ports.soonMs, random: Math.random() }),
    health: {},
    version: 1,
    connectedAt: now,
    checkedAt: now,
    lastCallAt: null,
    createdAt: now,
  }
  const credential = tokens ? 'oauth' : 'api_key'
  const data = { provider: providerId, owner, account: account.id, credential }
  const event = { type: 'connection.created', connectionId: id, actor: caller.keyId, data } as const
  if (await ports.store.connections.save(connection, null, event)) return connection
  const known = await ports.store.connections.findByAccount({
    workspaceId,
    providerId,
    owner,
    accountId: account.id,
  })
  throw new HubError('connection_exists', { facts: { connection: known?.id ?? null } })
}
