import { WrongKeyError } from './open-sql.ts'
import type { AppContext, Store } from '../context.ts'
import type { Encryption } from '../encryption/encryption.ts'
import { createAlerts } from './alerts/alerts.ts'
import { createOAuthApps } from './workspaces/oauth-apps.ts'
import { createAuthorizationRequests } from './connect/authorization-requests.ts'
import { createAccountLeases } from './email-marketing/account-leases.ts'
import { createLocalAccountLeases } from './email-marketing/local-account-leases.ts'
import { createCallSlots } from './calls/call-slots.ts'
import { createCalls } from './calls/calls.ts'
import { columnsOf, insertInto, type RowOf } from './sql/columns.ts'
import { createSendRequests } from './email-marketing/send-requests.ts'
import { createConnections } from './connections/connections.ts'
import { createEndUsers } from './end-users/end-users.ts'
import { createCounts } from './counts.ts'
import { createEvents } from './events/events.ts'
import { createGuessCounts } from './workspaces/guess-counts.ts'
import { createIdempotencyKeys } from './idempotency-keys.ts'
import { createJobs } from './jobs.ts'
import { createWaits } from './waits.ts'
import { createKeptGrants } from './connect/kept-grants.ts'
import { createPrincipals } from './workspaces/principals.ts'
import { createSecretKeys } from './workspaces/secret-keys.ts'
import type { WatchedSql } from './sql/outage.ts'
import { createReadiness } from './sql/readiness.ts'
import { createConnectSessions } from './connect/connect-sessions.ts'
import type { Sql } from './sql/sql.ts'
import { createUncheckedContacts } from './email-marketing/unchecked-contacts.ts'
import { createWebhookDeliveries } from './webhooks/webhook-deliveries.ts'
import { createWebhookEndpoints } from './webhooks/webhook-endpoints.ts'
import { createWebhookQueue } from './webhooks/webhook-queue.ts'
import { createWorkspaces } from './workspaces/workspaces.ts'

interface StoreOptions extends Pick<AppContext, 'expiringSoonMs'> {
  /** The sandbox that calls to providers go to; null for the real providers. */
  readonly sandboxUrl?: string | null
}

/** Creates the store on a database driver. */
export function createStore(sql: WatchedSql, { expiringSoonMs, sandboxUrl = null }: StoreOptions): Store {
  const isSimulated = sandboxUrl !== null
  return {
    workspaces: createWorkspaces(sql),
    secretKeys: createSecretKeys(sql),
    principals: createPrincipals(sql),
    oauthApps: createOAuthApps(sql, isSimulated),
    connectSessions: createConnectSessions(sql),
    authorizationRequests: createAuthorizationRequests(sql),
    connections: createConnections(sql, { expiringSoonMs, isSimulated }),
    sendRequests: createSendRequests(sql),
    accountLeases: sql.manyProcesses ? createAccountLeases(sql) : createLocalAccountLeases(),
    uncheckedContacts: createUncheckedContacts(sql),
    jobs: createJobs(sql),
    waits: createWaits(sql),
    keptGrants: createKeptGrants(sql),
    idempotencyKeys: createIdempotencyKeys(sql),
    events: createEvents(sql),
    calls: createCalls(sql),
    endUsers: createEndUsers(sql),
    counts: createCounts(sql),
    alerts: createAlerts(sql),
    webhookEndpoints: createWebhookEndpoints(sql),
    webhookQueue: createWebhookQueue(sql),
    webhookDeliveries: createWebhookDeliveries(sql),
    isReady: createReadiness(sql),
    isAway: () => sql.isAway(),
    sinceOutageMs: () => sql.sinceOutageMs(),
    guessCounts: sql.manyProcesses ? createGuessCounts(sql) : null,
    callSlots: sql.manyProcesses ? createCallSlots(sql) : null,
    maxConcurrentRefreshes: sql.maxConcurrentRefreshes,
    changesElsewhere: () => sql.changesElsewhere(),
    poolUse: () => sql.poolUse(),
    close: () => sql.close(),
  }
}

const CHECK_COLUMNS = columnsOf('encryption_checks', ['ciphertext'])

const CHECK = { workspaceId: '', rowId: '1', field: 'encryption_check' } as const

/**
 * Checks at the start that the key ring has the key that this database was written with.
 * @param file the key file; null if the keys are in LETTERLOCK_ENCRYPTION_KEYS
 * @throws WrongKeyError if the key ring lacks its key
 */
export async function checkKeyRing(sql: Sql, encryption: Encryption, file: string | null): Promise<void> {
  const known = `SELECT ${CHECK_COLUMNS} FROM encryption_checks WHERE id = $1`
  if (!(await sql.one(known, [1]))) {
    const ciphertext = encryption.encrypt('letterlock', CHECK)
    await sql.write([insertInto('encryption_checks', { id: 1, ciphertext }, 'ON CONFLICT DO NOTHING')])
  }
  const row = await sql.one<RowOf<typeof CHECK_COLUMNS>>(known, [1])
  if (!row) return
  try {
    encryption.decrypt(row.ciphertext, CHECK)
  } catch (cause) {
    throw new WrongKeyError(
      `${file ?? 'LETTERLOCK_ENCRYPTION_KEYS'} lacks the key that this database was written with: add that key after the newest one.`,
      { cause },
    )
  }
}
