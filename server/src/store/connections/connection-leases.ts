import type { Store } from '../../context.ts'
import { idBytes } from '../../encryption/key-ring.ts'
import { keyBytes } from '../ciphertexts.ts'
import { CONNECTION_COLUMNS, toLeased, type ConnectionRow } from './connection-rows.ts'
import type { NotifyingWrites, Reads } from '../sql/notifying-writes.ts'

/** The condition that no process holds the lease of a row. */
export const freeLease = (sql: Reads): string =>
  `(lease_expires_at IS NULL OR lease_expires_at <= ${sql.now})`

/**
 * The condition that neither a connection nor its OAuth app needs one of these encryption keys.
 * @param first the number of the first key's parameter
 */
function needsNone(keys: readonly number[], first: number): string {
  if (keys.length === 0) return ''
  const places = keys.map((_key, index) => `$${first + index}`).join(', ')
  const credentials = ['token_set_ciphertext', 'previous_token_set_ciphertext', 'api_key_ciphertext']
  const readable = credentials.map((name) => `(${name} IS NULL OR ${keyBytes(name)} NOT IN (${places}))`)
  return `AND ${readable.join(' AND ')} AND NOT EXISTS (SELECT 1 FROM client_secrets
    WHERE client_secrets.oauth_app_id = connections.oauth_app_id AND ${keyBytes('secret_ciphertext')} IN (${places}))`
}

type ConnectionLeases = Pick<
  Store['connections'],
  'acquireLease' | 'acquireDueLeases' | 'extendLease' | 'isLeased'
>

/** Leases of connections: the holder may refresh or check the connection, and ends the lease with a change. */
export function createConnectionLeases(sql: Reads, writes: NotifyingWrites): ConnectionLeases {
  const leaseIsFree = freeLease(sql)
  /** Marks a rotating refresh token as used before it is sent. An earlier mark stays: its response is missing. */
  const takeLease = `UPDATE connections SET lease_expires_at = ${sql.now} + $1, fencing_token = fencing_token + 1,
    refresh_started_at = CASE WHEN refresh_type = 'rotating' AND token_set_ciphertext IS NOT NULL THEN COALESCE(refresh_started_at, $2) ELSE refresh_started_at END`
  // Due now, in case this process dies before it ends the lease.
  const acquireLease = `${takeLease}, due_at = $2 WHERE id = $3 AND token_set_version = $4 AND ${leaseIsFree} RETURNING ${CONNECTION_COLUMNS}`
  const acquireDueLeases = (
    condition: string,
  ): string => `${takeLease} WHERE id IN (SELECT id FROM connections WHERE due_at <= $3 AND ${leaseIsFree} ${condition}
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
    async acquireDueLeases({ leaseMs, now, limit, missingKeys = [] }) {
      const leasedAt = performance.now()
      const text = acquireDueLeases(needsNone(missingKeys, 5))
      const values = [leaseMs, now, now, limit, ...missingKeys.map(idBytes)]
      const rows = await writes.changeUncached<ConnectionRow>(text, values)
      return rows.map((row) => toLeased(row, { now, leasedAt }))
    },
    async extendLease({ id, fencingToken }, leaseMs) {
      const text = `UPDATE connections SET lease_expires_at = ${sql.now} + $1
        WHERE id = $2 AND fencing_token = $3 AND lease_expires_at IS NOT NULL RETURNING id`
      return (await writes.changeUncached(text, [leaseMs, id, fencingToken])).length > 0
    },
    async isLeased(id) {
      const text = `SELECT 1 AS claimed FROM connections WHERE id = $1 AND NOT ${leaseIsFree}`
      return (await sql.one(text, [id])) !== undefined
    },
  }
}
