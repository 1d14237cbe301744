import type { IdempotencyRepository } from '../idempotency/idempotency-repository.ts'
import { renamedColumnsOf, type RowOf } from './sql/columns.ts'
import type { Sql, Statement } from './sql/sql.ts'

const COLUMNS = renamedColumnsOf('idempotency_keys', {
  workspaceId: 'workspace_id',
  principal: 'principal_id',
  keyHash: 'key_hash',
  claim: 'claim_id',
  connectionId: 'connection_id',
  requestCiphertext: 'request_ciphertext',
  responseCiphertext: 'response_ciphertext',
  expiresAt: 'expires_at',
})

export function createIdempotencyKeys(sql: Sql): IdempotencyRepository {
  return {
    insert(row, { now, leaseMs }) {
      const text = `INSERT INTO idempotency_keys
          (workspace_id, principal_id, key_hash, claim_id, connection_id, request_ciphertext, expires_at, lease_expires_at)
        VALUES ($1, $2, $3, $4, (SELECT id FROM connections WHERE id = $5 AND workspace_id = $1), $6, $7, ${sql.now} + $8)
        ON CONFLICT (workspace_id, principal_id, key_hash) DO UPDATE SET claim_id = excluded.claim_id, connection_id = excluded.connection_id,
          request_ciphertext = excluded.request_ciphertext, response_ciphertext = NULL, lease_expires_at = excluded.lease_expires_at,
          expires_at = excluded.expires_at
        WHERE idempotency_keys.expires_at <= $9`
      const { workspaceId, principal, keyHash, claim, connectionId, requestCiphertext, expiresAt } = row
      const names = [workspaceId, principal, keyHash, claim, connectionId]
      const values = [...names, requestCiphertext, expiresAt, leaseMs, now]
      return sql.write([{ text, values, mustChange: true }])
    },
    async find({ workspaceId, principal, keyHash }) {
      const text = `SELECT ${COLUMNS}, CASE WHEN lease_expires_at > ${sql.now} THEN 1 ELSE 0 END AS held FROM idempotency_keys
        WHERE workspace_id = $1 AND principal_id = $2 AND key_hash = $3`
      const values = [workspaceId, principal, keyHash]
      const found = await sql.one<RowOf<typeof COLUMNS> & { held: number }>(text, values)
      if (!found) return undefined
      const { held, ...row } = found
      return { ...row, isHeld: held === 1 }
    },
    extend({ workspaceId, principal, keyHash, claim }, leaseMs) {
      const text = `UPDATE idempotency_keys SET lease_expires_at = ${sql.now} + $1
        WHERE workspace_id = $2 AND principal_id = $3 AND key_hash = $4 AND claim_id = $5 AND response_ciphertext IS NULL`
      const values = [leaseMs, workspaceId, principal, keyHash, claim]
      return sql.write([{ text, values, mustChange: true }])
    },
    async answer({ workspaceId, principal, keyHash, claim }, responseCiphertext, connectionId) {
      const text = `UPDATE idempotency_keys SET response_ciphertext = $1, connection_id = COALESCE(connection_id, $2)
        WHERE workspace_id = $3 AND principal_id = $4 AND key_hash = $5 AND claim_id = $6
          AND (COALESCE(connection_id, $2) IS NULL
            OR EXISTS (SELECT 1 FROM connections WHERE id = COALESCE(idempotency_keys.connection_id, $2) AND workspace_id = $3))`
      const values = [responseCiphertext, connectionId, workspaceId, principal, keyHash, claim]
      await sql.write([{ text, values }])
    },
    async release({ workspaceId, principal, keyHash, claim }) {
      const text = `DELETE FROM idempotency_keys
        WHERE workspace_id = $1 AND principal_id = $2 AND key_hash = $3 AND claim_id = $4 AND response_ciphertext IS NULL`
      await sql.write([{ text, values: [workspaceId, principal, keyHash, claim] }])
    },
    async sweep(now) {
      const text = 'DELETE FROM idempotency_keys WHERE expires_at <= $1'
      await sql.write([{ text, values: [now], erases: true }])
    },
  }
}

/** Erases the stored responses about a connection. */
export function eraseAnswersAbout(connectionId: string): Statement {
  const text = 'DELETE FROM idempotency_keys WHERE connection_id = $1'
  return { text, values: [connectionId], erases: true }
}

/** Erases the stored responses to a principal. */
export function eraseAnswersTo(workspaceId: string, principalId: string): Statement {
  const text = 'DELETE FROM idempotency_keys WHERE workspace_id = $1 AND principal_id = $2'
  return { text, values: [workspaceId, principalId], erases: true }
}
