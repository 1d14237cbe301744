import type { Store } from '../context.ts'
import { statusAndReasonOf } from '../connections/status.ts'
import { compareIds } from '../kernel/id.ts'
import type { NewEvent } from '../workspaces/event.ts'
import {
  CONNECTION_COLUMNS,
  CREDENTIAL_COLUMNS,
  toConnection,
  toCredentials,
  toLeased,
  type ConnectionRow,
  type CredentialsRow,
} from './connection-rows.ts'
import { createConnectionLists, listingStatement, statusStatement } from './connection-listings.ts'
import { changeStatement, insertStatement, refreshStatement } from './connection-statements.ts'
import { ROWS_AT_ONCE } from './delete-in-pieces.ts'
import { insertEvent, insertStatusChanged } from './events.ts'
import { removeConnectionStatements } from './remove-connection.ts'
import { createNotifyingWrites, type Reads } from './notifying-writes.ts'
import type { Sql, Statement } from './sql.ts'

const READ = `SELECT ${CONNECTION_COLUMNS} FROM connections WHERE id = $1 AND workspace_id = $2`

const READ_CREDENTIALS = `SELECT ${CREDENTIAL_COLUMNS} FROM connections WHERE id = $1`

/** The condition of the index `connections_waiting_idx`: a client secret is missing. */
const WAITS = `refresh_type <> 'none'
  AND (oauth_reason = 'oauth_app_rejected' OR (oauth_reason IS NULL AND health LIKE '%"oauth_app_rejected"%'))`

export function createConnections(database: Sql, expiringSoonMs: number): Store['connections'] {
  const sql: Reads = database
  const writes = createNotifyingWrites(database)
  const leaseIsFree = freeLease(sql)
  return {
    ...createLeases(sql, writes),
    ...createConnectionLists(sql),
    ...createReads(sql),
    change: createChange(writes, expiringSoonMs),
    recordUsage: async (usage, now) => {
      await writes.writeUncached(usageStatements(usage, now))
    },
    onChange: writes.onChange,
    save(connection, sessionId, events, guard = 'version') {
      const complete: Statement = {
        text: 'UPDATE connect_sessions SET completed_at = $1 WHERE id = $2 AND completed_at IS NULL',
        values: [connection.connectedAt, sessionId ?? ''],
      }
      const { status, reason } = statusAndReasonOf(connection, {
        now: connection.connectedAt,
        expiringSoonMs,
      })
      // Before the event of the status, so that the cause has the smaller ID.
      const more = events.map((event) => insertEvent(connection.workspaceId, event, connection.connectedAt))
      return writes.write(connection.id, [
        connection.version === 1
          ? insertStatement(connection, status)
          : refreshStatement(connection, status, guard === 'not_leased' ? leaseIsFree : null),
        insertStatusChanged(
          connection,
          { to: status, reason },
          { actor: actorOf(events), now: connection.connectedAt },
        ),
        listingStatement(connection, status),
        ...(sessionId === null ? [] : [complete]),
        ...more,
      ])
    },
    remove: (connection, event, now) =>
      writes.write(connection.id, removeConnectionStatements(connection, event, now)),
    makeDue: (oauthAppId, now) => makeDue(sql, writes, oauthAppId, now),
  }
}

type Reading = Pick<Store['connections'], 'read' | 'readCredentials' | 'unchanged' | 'findByAccount'>

function createReads(sql: Reads): Reading {
  return {
    async read(workspaceId, id) {
      const row = await sql.one<ConnectionRow>(READ, [id, workspaceId])
      return row && toConnection(row)
    },
    async readCredentials(id) {
      const row = await sql.one<CredentialsRow>(READ_CREDENTIALS, [id])
      return row && toCredentials(row)
    },
    async unchanged(versions) {
      const text = `SELECT id, row_version FROM connections WHERE id IN ${sql.listOf('$1')}`
      const rows = await sql.all<{ id: string; row_version: number }>(text, [
        JSON.stringify([...versions.keys()]),
      ])
      return new Set(
        rows.filter(({ id, row_version }) => versions.get(id) === row_version).map(({ id }) => id),
      )
    },
    async findByAccount({ workspaceId, providerSlug, endUserId, accountId }) {
      const text = `SELECT ${CONNECTION_COLUMNS} FROM connections
        WHERE workspace_id = $1 AND provider = $2 AND end_user_id = $3 AND account_id = $4`
      const row = await sql.one<ConnectionRow>(text, [workspaceId, providerSlug, endUserId, accountId])
      return row && toConnection(row)
    },
  }
}

function createChange(writes: NotifyingWrites, expiringSoonMs: number): Store['connections']['change'] {
  return async (connection, change, { guard, events, now }) => {
    const changed = { ...connection, ...change }
    const { status, reason } = statusAndReasonOf(changed, { now, expiringSoonMs })
    const more = events.map((event) => insertEvent(connection.workspaceId, event, now))
    const update = (keepsStatus: boolean): Statement =>
      changeStatement(connection, change, { guard, status, keepsStatus })
    // Nearly every change leaves the status as it is: then there is neither an event of it nor a row of the lists to write.
    if (!change.account && (await writes.write(connection.id, [update(true), ...more]))) return true
    return writes.write(connection.id, [
      update(false),
      insertStatusChanged(changed, { to: status, reason }, { actor: actorOf(events), now }),
      change.account ? listingStatement(changed, status) : statusStatement(connection.id, status),
      ...more,
    ])
  }
}

/** What changes the status is done by the principal of the change's own event. */
const actorOf = (events: readonly NewEvent[]): string => events[0]?.actor ?? 'system'

type NotifyingWrites = ReturnType<typeof createNotifyingWrites>

/** In pieces, so that no other write waits long. */
async function makeDue(sql: Reads, writes: NotifyingWrites, oauthAppId: string, now: number): Promise<void> {
  const page = `SELECT id FROM connections WHERE oauth_app_id = $1 AND id > $2 AND ${WAITS} ORDER BY id LIMIT ${ROWS_AT_ONCE}`
  const text = `UPDATE connections SET due_at = $1 WHERE id IN ${sql.listOf('$2')} AND ${WAITS} RETURNING id`
  for (let after = ''; ;) {
    const ids = (await sql.all<{ id: string }>(page, [oauthAppId, after])).map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) return
    await writes.change(text, [now, JSON.stringify(ids)])
    after = last
  }
}

const freeLease = (sql: Reads): string => `(lease_expires_at IS NULL OR lease_expires_at <= ${sql.now})`

type Leases = Pick<Store['connections'], 'acquireLease' | 'acquireDueLeases' | 'isLeased'>

function createLeases(sql: Reads, writes: NotifyingWrites): Leases {
  const leaseIsFree = freeLease(sql)
  /** Marks a rotating refresh token as used before it is sent. An earlier mark stays: its response is missing. */
  const takeLease = `UPDATE connections SET lease_expires_at = ${sql.now} + $1, fencing_token = fencing_token + 1,
    refresh_started_at = CASE WHEN refresh_type = 'rotating' AND token_set_ciphertext IS NOT NULL THEN COALESCE(refresh_started_at, $2) ELSE refresh_started_at END`
  // Due now, in case this process ends before it releases the lease.
  const acquireLease = `${takeLease}, due_at = $2 WHERE id = $3 AND token_set_version = $4 AND ${leaseIsFree} RETURNING ${CONNECTION_COLUMNS}`
  const acquireDueLeases = `${takeLease} WHERE id IN (SELECT id FROM connections WHERE due_at <= $3 AND ${leaseIsFree}
    ORDER BY due_at LIMIT $4 ${sql.skipLocked}) RETURNING ${CONNECTION_COLUMNS}`

  return {
    async acquireLease({ id, tokenSetVersion }, { leaseMs, now }) {
      const leasedAt = performance.now()
      const [row] = await writes.changeUncached<ConnectionRow>(acquireLease, [
        leaseMs,
        now,
        id,
        tokenSetVersion,
      ])
      return row && toLeased(row, { now, leasedAt })
    },
    async acquireDueLeases({ leaseMs, now, limit }) {
      const leasedAt = performance.now()
      const rows = await writes.changeUncached<ConnectionRow>(acquireDueLeases, [leaseMs, now, now, limit])
      return rows.map((row) => toLeased(row, { now, leasedAt }))
    },
    async isLeased(id) {
      const text = `SELECT 1 AS claimed FROM connections WHERE id = $1 AND NOT ${leaseIsFree}`
      return (await sql.one(text, [id])) !== undefined
    },
  }
}

/** In the order of the IDs, so that processes that write the same rows do not wait for each other's. */
function usageStatements(
  usage: Parameters<Store['connections']['recordUsage']>[0],
  now: number,
): Statement[] {
  const lastUsed = [...usage.keys].toSorted(compareIds).map((principalId) => ({
    text: 'UPDATE secret_keys SET last_used_at = $1 WHERE id = $2',
    values: [now, principalId],
  }))
  // The provider has accepted the newest token, so the previous token set is not needed.
  const lastCalls = [...usage.answered]
    .toSorted(([one], [other]) => compareIds(one, other))
    .map(([id, at]) => ({
      text: 'UPDATE connections SET last_call_at = $1, previous_token_set_ciphertext = NULL WHERE id = $2',
      values: [at, id],
    }))
  const events = usage.lines.map(({ workspaceId, connectionId, type, principalId, count }) =>
    insertEvent(workspaceId, { type, connectionId, actor: principalId, data: { count } }, now),
  )
  return [...lastUsed, ...lastCalls, ...events]
}
