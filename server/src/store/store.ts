import type { Store } from '../context.ts'
import type { Encryption } from '../encryption/encryption.ts'
import { createOAuthApps } from './oauth-apps.ts'
import { createAuthorizationRequests } from './authorization-requests.ts'
import { createCallSlots } from './call-slots.ts'
import { createConfirmations } from './send-requests.ts'
import { createConnections } from './connections.ts'
import { createEvents } from './events.ts'
import { createIdempotencyKeys } from './idempotency-keys.ts'
import { createKeptGrants } from './kept-grants.ts'
import { createKeys } from './secret-keys.ts'
import type { WatchedSql } from './outage.ts'
import { createReadiness } from './readiness.ts'
import { createSessions } from './connect-sessions.ts'
import type { Sql } from './sql.ts'
import { createWorkspaces } from './workspaces.ts'

/** The store over any database that speaks `Sql`. */
export function createStore(sql: WatchedSql): Store {
  return {
    workspaces: createWorkspaces(sql),
    keys: createKeys(sql),
    apps: createOAuthApps(sql),
    sessions: createSessions(sql),
    authorizationRequests: createAuthorizationRequests(sql),
    connections: createConnections(sql),
    confirmations: createConfirmations(sql),
    keptGrants: createKeptGrants(sql),
    idempotencyKeys: createIdempotencyKeys(sql),
    events: createEvents(sql),
    isReady: createReadiness(sql),
    isAway: () => sql.isAway(),
    callSlots: sql.manyProcesses ? createCallSlots(sql) : null,
    maxConcurrentRefreshes: sql.maxConcurrentRefreshes,
    changesElsewhere: () => sql.changesElsewhere(),
    close: () => sql.close(),
  }
}

const CHECK = { workspaceId: '', rowId: '1', field: 'encryption_check' } as const

/**
 * Notices at start when the key ring is not the one that this database was written with.
 * @throws HubError decryption_failed
 */
export async function checkKeyRing(sql: Sql, encryption: Encryption): Promise<void> {
  const text = 'INSERT INTO encryption_checks (id, ciphertext) VALUES ($1, $2) ON CONFLICT DO NOTHING'
  const known = 'SELECT ciphertext FROM encryption_checks WHERE id = $1'
  if (!(await sql.one(known, [1])))
    await sql.write([{ text, values: [1, encryption.encrypt('letterlock', CHECK)] }])
  const row = await sql.one<{ ciphertext: Uint8Array }>(known, [1])
  if (row) encryption.decrypt(row.ciphertext, CHECK)
}
