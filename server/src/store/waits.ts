import type { Store } from '../context.ts'
import type { Health } from '../connections/connection.ts'
import { isAhead } from '../connections/refresh-policy.ts'
import { idAt } from '../kernel/id.ts'
import { CLOCKS_DIFFER_MS, DAY, HOUR, MINUTE } from '../kernel/time.ts'
import type { Tables } from './schema/tables.ts'
import { ROWS_AT_ONCE } from './sql/delete-in-pieces.ts'
import type { Sql, SqlValue } from './sql/sql.ts'

/** No lease of any kind is longer. */
const MAX_LEASE_MS = MINUTE

interface Change<T extends keyof Tables = keyof Tables> {
  readonly table: T
  readonly key: string
  /** It makes the condition false. */
  readonly set: string
  readonly where: string
  readonly values: readonly SqlValue[]
}

/** What was counted from a clock that was ahead. */
export function createWaits(sql: Sql): Store['waits'] {
  return {
    async databaseTime() {
      const row = await sql.one<{ time: number | string }>(`SELECT ${sql.now} AS time`, [])
      return Number(row?.time ?? 0)
    },
    async hasEventAfter(time) {
      return (
        (await sql.one('SELECT 1 AS found FROM events WHERE id >= $1 LIMIT 1', [idAt('evt', time)])) !==
        undefined
      )
    },
    async countFrom(now) {
      for (const change of [...leases(sql), ...waits(now), ...lifetimes(now)])
        await changeInPieces(sql, change)
      await makeAheadDue(sql, now)
    },
  }
}

/** Who holds one and lives extends it soon. */
function leases({ now, manyProcesses }: Sql): Change[] {
  const shorten = (table: keyof Tables, key: string, column = 'lease_expires_at'): Change => ({
    table,
    key,
    set: `${column} = ${now} + ${MAX_LEASE_MS}`,
    where: `${column} > ${now} + ${MAX_LEASE_MS}`,
    values: [],
  })
  return [
    shorten('connections', 'id'),
    shorten('jobs', 'id'),
    shorten('webhook_endpoints', 'id'),
    shorten('alert_loop', 'id'),
    shorten('idempotency_keys', 'workspace_id, principal_id, key_hash'),
    // A process alone keeps them in memory.
    ...(manyProcesses
      ? [shorten('account_leases', 'workspace_id, provider, account_id, subject', 'expires_at')]
      : []),
  ]
}

/** A try that comes early is harmless. */
function waits(now: number): Change[] {
  const end = (table: keyof Tables, key: string, column: string): Change => ({
    table,
    key,
    set: `${column} = $1`,
    where: `${column} > $1`,
    values: [now],
  })
  const queued = 'webhook_endpoint_id, event_id'
  return [
    end('queued_webhooks', queued, 'first_failed_at'),
    end('queued_webhooks', queued, 'due_at'),
    end('webhook_endpoints', 'id', 'held_until'),
    end('webhook_endpoints', 'id', 'failing_since'),
    end('webhook_endpoints', 'id', 'due_at'),
    end('jobs', 'id', 'due_at'),
    end('queued_alerts', 'workspace_id, cause, recipient', 'due_at'),
    end('alert_loop', 'id', 'looked_at'),
  ]
}

/** What was created in the future is created now; what has one lifetime lives no longer than that. */
function lifetimes(now: number): Change[] {
  const created = (table: keyof Tables): Change => ({
    table,
    key: 'id',
    set: 'expires_at = expires_at - created_at + CAST($1 AS BIGINT), created_at = CAST($1 AS BIGINT)',
    where: `created_at > CAST($1 AS BIGINT) + ${CLOCKS_DIFFER_MS}`,
    values: [now],
  })
  const bounded = (
    table: keyof Tables,
    key: string,
    end: number | string,
    column = 'expires_at',
  ): Change => ({
    table,
    key,
    set: `${column} = $1`,
    where: `${column} > $1`,
    values: [end],
  })
  return [
    created('connect_sessions'),
    created('send_requests'),
    created('invitations'),
    created('jobs'),
    bounded('authorization_requests', 'state_hash', now + HOUR),
    bounded('authorization_requests', 'state_hash', now + 10 * MINUTE, 'confirmation_token_expires_at'),
    bounded('kept_grants', 'grant_hash', now + HOUR),
    bounded('idempotency_keys', 'workspace_id, principal_id, key_hash', now + DAY),
    bounded('user_sessions', 'id', new Date(now + 7 * DAY).toISOString()),
  ]
}

async function changeInPieces(sql: Sql, { table, key, set, where, values }: Change): Promise<void> {
  const text = `UPDATE ${table} SET ${set} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${ROWS_AT_ONCE}) RETURNING 1 AS changed`
  while ((await sql.change(text, values)).length === ROWS_AT_ONCE);
}

interface DueRow {
  readonly id: string
  readonly due_at: number
  readonly connected_at: number
  readonly last_checked_at: number | null
  readonly health: string
}

/** A connection may be due in months, so only those that were refreshed, checked or connected in the future are due now. */
async function makeAheadDue(sql: Sql, now: number): Promise<void> {
  const page = `SELECT id, due_at, connected_at, last_checked_at, health FROM connections
    WHERE (due_at, id) > ($1, $2) ORDER BY due_at, id LIMIT ${ROWS_AT_ONCE}`
  const text = `UPDATE connections SET due_at = $1 WHERE id IN ${sql.listOf('$2')} AND due_at > $1 RETURNING id`
  for (let after: readonly [number, string] = [now, '']; ;) {
    const rows = await sql.all<DueRow>(page, [...after])
    const ids = rows.filter((row) => isAhead(lastTouched(row), now)).map(({ id }) => id)
    if (ids.length > 0) await sql.change(text, [now, JSON.stringify(ids)])
    const last = rows.at(-1)
    if (last === undefined || rows.length < ROWS_AT_ONCE) return
    after = [last.due_at, last.id]
  }
}

function lastTouched({ connected_at, last_checked_at, health }: DueRow): number {
  const { refreshedAt = 0, failingSince = 0 }: Health = JSON.parse(health)
  return Math.max(connected_at, last_checked_at ?? 0, refreshedAt, failingSince)
}
