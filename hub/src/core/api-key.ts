import { HubError } from '../errors.ts'
import type { Secret } from '../secret.ts'
import { providerOf } from './apps.ts'
import type { Caller } from './caller.ts'
import { readConnection } from './read-connection.ts'
import type { Access, Account, Connection } from './connection.ts'
import { identifyAt, type CallParts } from './identify.ts'
import { insertConnection } from './new-connection.ts'
import type { Ports } from './ports.ts'
import { nextDueAt } from './renewal.ts'
import { sealApiKey } from './sealed-credentials.ts'

export interface NewKeyConnection {
  readonly providerId: string
  readonly owner: string
  readonly apiKey: Secret
  readonly access: Access
}

/**
 * Connects an account with an API key alone.
 * @throws HubError api_key_unsupported, api_key_rejected, connection_exists, and what `identify` throws
 */
export async function connectWithApiKey(
  parts: CallParts,
  caller: Caller,
  { providerId, owner, apiKey, access }: NewKeyConnection,
): Promise<Connection> {
  const account = await accountOf(parts, providerId, apiKey)
  const none = { appId: null, tokens: null }
  return insertConnection(parts.ports, caller, { ...none, providerId, owner, account, access, apiKey })
}

/**
 * Puts an API key beside the token set, or another in its place; it must belong to the same account.
 * @throws HubError connection_not_found, api_key_unsupported, api_key_rejected, different_account
 */
export async function setApiKey(
  parts: CallParts,
  caller: Caller,
  { id, apiKey }: { readonly id: string; readonly apiKey: Secret },
): Promise<Connection> {
  const { ports } = parts
  const connection = await readConnection(ports, caller, id)
  const account = await accountOf(parts, connection.providerId, apiKey)
  if (account.id !== connection.account.id)
    throw new HubError('different_account', {
      facts: { account: account.id, accountName: account.name, currentAccountName: connection.account.name },
    })
  const sealedKey = sealApiKey(ports, connection, apiKey)
  const now = ports.now().getTime()
  const dueAt =
    connection.dueAt ?? nextDueAt(connection, { now, soonMs: ports.soonMs, random: Math.random() })
  const event = { type: 'connection.api_key_added', connectionId: id, actor: caller.keyId } as const
  const change = { sealedKey, keyReason: null, dueAt, checkedAt: now }
  const changed = await ports.store.connections.change(connection, change, {
    guard: 'version',
    events: [event],
    now,
  })
  return changed ? readConnection(ports, caller, id) : setApiKey(parts, caller, { id, apiKey })
}

/** @throws HubError connection_not_found, api_key_missing */
export async function removeApiKey(ports: Ports, caller: Caller, id: string): Promise<Connection> {
  const connection = await readConnection(ports, caller, id)
  if (connection.sealedKey === null) throw new HubError('api_key_missing')
  const event = { type: 'connection.api_key_removed', connectionId: id, actor: caller.keyId } as const
  const how = { guard: 'version', events: [event], now: ports.now().getTime() } as const
  const changed = await ports.store.connections.change(connection, { sealedKey: null, keyReason: null }, how)
  return changed ? readConnection(ports, caller, id) : removeApiKey(ports, caller, id)
}

/** Asks the platform whose key it is: so it is known to work before it is kept. */
async function accountOf(parts: CallParts, providerId: string, apiKey: Secret): Promise<Account> {
  const provider = providerOf(parts.ports, providerId)
  const { apiKey: keys } = provider
  if (!keys) throw new HubError('api_key_unsupported')
  const key = apiKey.reveal()
  if (!keys.pattern.test(key)) throw new HubError('api_key_rejected', { detail: 'not of the form of a key' })
  const identity = await identifyAt(parts, provider, keys.place(key), {
    authorization: keys.authorization(key),
    app: null,
    told: null,
  })
  if (identity === 'account_disabled')
    throw new HubError('account_access_denied', { detail: identity, facts: { platform: provider.name } })
  if (typeof identity === 'string') throw new HubError('api_key_rejected', { detail: identity })
  return identity
}
