import type { Store, Vault } from '../core/ports.ts'
import { createApps } from './apps.ts'
import { createAttempts } from './attempts.ts'
import { createCallSlots } from './call-slots.ts'
import { createConfirmations } from './confirmations.ts'
import { createConnections } from './connections.ts'
import { createEvents } from './events.ts'
import { createIdempotencyKeys } from './idempotency-keys.ts'
import { createKeptGrants } from './kept-grants.ts'
import { createKeys } from './keys.ts'
import type { WatchedSql } from './outage.ts'
import { createReadiness } from './readiness.ts'
import { createSessions } from './sessions.ts'
import type { Sql } from './sql.ts'
import { createWorkspaces } from './workspaces.ts'

/** The store over any database that speaks `Sql`. */
export function createStore(sql: WatchedSql): Store {
  return {
    workspaces: createWorkspaces(sql),
    keys: createKeys(sql),
    apps: createApps(sql),
    sessions: createSessions(sql),
    attempts: createAttempts(sql),
    connections: createConnections(sql),
    confirmations: createConfirmations(sql),
    keptGrants: createKeptGrants(sql),
    idempotencyKeys: createIdempotencyKeys(sql),
    events: createEvents(sql),
    isReady: createReadiness(sql),
    isAway: () => sql.isAway(),
    callSlots: sql.manyProcesses ? createCallSlots(sql) : null,
    renewalsAtOnce: sql.renewalsAtOnce,
    changesElsewhere: () => sql.changesElsewhere(),
    close: () => sql.close(),
  }
}

const CHECK = { workspaceId: '', rowId: 'key_check', field: 'ticket' } as const

/**
 * Notices at start when the key ring is not the one that this database was written with.
 * @throws HubError credential_unreadable
 */
export async function checkKeyRing(sql: Sql, vault: Vault): Promise<void> {
  const text = 'INSERT INTO key_check (id, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING'
  const known = 'SELECT sealed FROM key_check WHERE id = $1'
  if (!(await sql.one(known, [1]))) await sql.write([{ text, values: [1, vault.seal('letterlock', CHECK)] }])
  const row = await sql.one<{ sealed: Uint8Array }>(known, [1])
  if (row) vault.open(row.sealed, CHECK)
}
