import { ProblemError } from '../kernel/errors.ts'
import type { Secret } from '../kernel/secret.ts'
import { providerOf } from '../workspaces/oauth-apps.ts'
import { definitionOf } from '../providers/definition-of.ts'
import type { Provider } from '../providers/provider.ts'
import type { Principal } from '../workspaces/principal.ts'
import { getConnection } from '../connections/get-connection.ts'
import type { ConnectionPermissions, Account, Connection } from '../connections/connection.ts'
import { placeApiKey } from '../providers/placed-credential.ts'
import { accountProblem, lookUpAccountAt } from '../connections/account-lookup.ts'
import { accountMismatch, saveConnection } from '../connections/save-connection.ts'
import type { ConnectContext } from './context.ts'
import { nextDueAt } from '../connections/refresh-policy.ts'
import { encryptApiKey } from '../connections/encrypted-credentials.ts'

export interface NewKeyConnection {
  readonly providerSlug: string
  readonly endUserId: string
  readonly apiKey: Secret
  readonly permissions: ConnectionPermissions
}

/**
 * Connects an account with an API key only.
 * @throws ProblemError unsupported_by_provider, credentials_rejected, connection_exists, and as `lookUpAccountAt`
 */
export async function connectWithApiKey(
  context: ConnectContext,
  principal: Principal,
  { providerSlug, endUserId, apiKey, permissions }: NewKeyConnection,
): Promise<Connection> {
  const account = await accountOf(context, providerOf(context, providerSlug), apiKey)
  const made = { providerSlug, oauthAppId: null, endUserId, account, permissions, tokens: null, apiKey }
  return saveConnection(context, principal, made, { method: 'api_key', ifKnown: 'reject' })
}

/**
 * Adds or replaces the API key of a connection. It must belong to the same account.
 * @throws ProblemError connection_not_found, unsupported_by_provider, credentials_rejected, account_mismatch
 */
export async function setApiKey(
  context: ConnectContext,
  principal: Principal,
  { id, apiKey }: { readonly id: string; readonly apiKey: Secret },
): Promise<Connection> {
  const connection = await getConnection(context, principal, id)
  const account = await accountOf(context, definitionOf(context, connection.providerSlug), apiKey)
  if (account.id !== connection.account.id) throw accountMismatch(account, connection)
  const apiKeyCiphertext = encryptApiKey(context, connection, apiKey)
  const now = context.now().getTime()
  const dueAt = nextDueAt(connection, {
    now,
    expiringSoonMs: context.expiringSoonMs,
    random: Math.random(),
  })
  const event = { type: 'connection.api_key_added', connectionId: id, actor: principal.principalId } as const
  // An existing time is kept: a lease changes it without a new row version.
  const due = connection.dueAt === null ? { dueAt } : {}
  const change = { apiKeyCiphertext, apiKeyReason: null, lastCheckedAt: now, ...due }
  const changed = await context.store.connections.change(connection, change, {
    guard: 'version',
    events: [event],
    now,
  })
  return changed ? getConnection(context, principal, id) : setApiKey(context, principal, { id, apiKey })
}

/** @throws ProblemError connection_not_found, api_key_not_found */
export async function removeApiKey(
  context: ConnectContext,
  principal: Principal,
  id: string,
): Promise<Connection> {
  const connection = await getConnection(context, principal, id)
  if (connection.apiKeyCiphertext === null) throw new ProblemError('api_key_not_found')
  const event = {
    type: 'connection.api_key_removed',
    connectionId: id,
    actor: principal.principalId,
  } as const
  const how = { guard: 'version', events: [event], now: context.now().getTime() } as const
  const changed = await context.store.connections.change(
    connection,
    { apiKeyCiphertext: null, apiKeyReason: null },
    how,
  )
  return changed ? getConnection(context, principal, id) : removeApiKey(context, principal, id)
}

/** Looks up the account of an API key, which also proves that the key works. */
async function accountOf(context: ConnectContext, provider: Provider, apiKey: Secret): Promise<Account> {
  const { apiKey: keys } = provider
  if (!keys)
    throw new ProblemError('unsupported_by_provider', { provider, facts: { capability: 'API keys' } })
  const key = apiKey.reveal()
  const rejected = (detail: string): ProblemError =>
    new ProblemError('credentials_rejected', { detail, provider, facts: { credentialType: 'API key' } })
  if (!keys.pattern.test(key)) throw rejected('not in the format of a key')
  const identity = await lookUpAccountAt(context, provider, keys.apiLocation(key), {
    placed: placeApiKey(keys.placement, apiKey),
    app: null,
    tokenInfo: null,
  })
  if (identity === 'account_disabled') throw accountProblem(provider, identity)
  if (typeof identity === 'string') throw rejected(identity)
  return identity
}
