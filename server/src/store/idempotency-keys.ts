import type { IdempotencyRepository } from '../idempotency/idempotency-repository.ts'
import { insertInto, renamedColumnsOf, type RowOf } from './columns.ts'
import type { Sql } from './sql.ts'

const COLUMNS = renamedColumnsOf('idempotency_keys', {
  workspaceId: 'workspace_id',
  principal: 'principal_id',
  keyHash: 'key_hash',
  claim: 'claim_id',
  requestCiphertext: 'request_ciphertext',
  responseCiphertext: 'response_ciphertext',
  leaseExpiresAt: 'lease_expires_at',
  expiresAt: 'expires_at',
})

export function createIdempotencyKeys(sql: Sql): IdempotencyRepository {
  return {
    insert(row, now) {
      const { text, values } = insertInto(
        'idempotency_keys',
        {
          workspace_id: row.workspaceId,
          principal_id: row.principal,
          key_hash: row.keyHash,
          claim_id: row.claim,
          request_ciphertext: row.requestCiphertext,
          lease_expires_at: row.leaseExpiresAt,
          expires_at: row.expiresAt,
        },
        `ON CONFLICT (workspace_id, principal_id, key_hash) DO UPDATE SET claim_id = excluded.claim_id,
          request_ciphertext = excluded.request_ciphertext, response_ciphertext = NULL, lease_expires_at = excluded.lease_expires_at,
          expires_at = excluded.expires_at
        WHERE idempotency_keys.expires_at <= $8`,
      )
      return sql.write([{ text, values: [...values, now], mustChange: true }])
    },
    find({ workspaceId, principal, keyHash }) {
      const text = `SELECT ${COLUMNS} FROM idempotency_keys
        WHERE workspace_id = $1 AND principal_id = $2 AND key_hash = $3`
      return sql.one<RowOf<typeof COLUMNS>>(text, [workspaceId, principal, keyHash])
    },
    takeOver(row, claim, leaseExpiresAt) {
      const text = `UPDATE idempotency_keys SET claim_id = $1, lease_expires_at = $2
        WHERE workspace_id = $3 AND principal_id = $4 AND key_hash = $5 AND claim_id = $6 AND response_ciphertext IS NULL`
      const values = [claim, leaseExpiresAt, row.workspaceId, row.principal, row.keyHash, row.claim]
      return sql.write([{ text, values, mustChange: true }])
    },
    async answer({ workspaceId, principal, keyHash, claim }, responseCiphertext) {
      const text = `UPDATE idempotency_keys SET response_ciphertext = $1
        WHERE workspace_id = $2 AND principal_id = $3 AND key_hash = $4 AND claim_id = $5`
      await sql.write([{ text, values: [responseCiphertext, workspaceId, principal, keyHash, claim] }])
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
