import type { Secret } from '../kernel/secret.ts'
import type { Connection } from '../connections/connection.ts'
import { encryptApiKey } from '../connections/encrypted-credentials.ts'
import { getConnection } from '../connections/get-connection.ts'
import { nextDueAt } from '../connections/refresh-policy.ts'
import { accountMismatch } from '../connections/save-connection.ts'
import { definitionOf } from '../providers/definition-of.ts'
import type { Principal } from '../workspaces/principal.ts'
import { accountOfApiKey } from './account-of-api-key.ts'
import type { ConnectContext } from './context.ts'

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
  const account = await accountOfApiKey(context, definitionOf(context, connection.providerSlug), apiKey)
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
