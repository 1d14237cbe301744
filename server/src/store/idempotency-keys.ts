import type { IdempotencyRow, IdempotencyRepository } from '../idempotency/idempotency-repository.ts'
import type { Sql } from './sql.ts'

const COLUMNS =
  'workspace_id, principal_id, key_hash, claim_id, request_ciphertext, lease_expires_at, expires_at'

export function createIdempotencyKeys(sql: Sql): IdempotencyRepository {
  return {
    insert(row, now) {
      const text = `INSERT INTO idempotency_keys (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (workspace_id, principal_id, key_hash) DO UPDATE SET claim_id = excluded.claim_id,
          request_ciphertext = excluded.request_ciphertext, response_ciphertext = NULL, lease_expires_at = excluded.lease_expires_at,
          expires_at = excluded.expires_at
        WHERE idempotency_keys.expires_at <= $8`
      const { workspaceId, principal, keyHash, claim, sealedRequest, leaseUntil, expiresAt } = row
      const values = [workspaceId, principal, keyHash, claim, sealedRequest, leaseUntil, expiresAt, now]
      return sql.write([{ text, values, mustChange: true }])
    },
    find({ workspaceId, principal, keyHash }) {
      const text = `SELECT workspace_id AS "workspaceId", principal_id AS principal, key_hash AS "keyHash", claim_id AS claim,
          request_ciphertext AS "sealedRequest", response_ciphertext AS "sealedAnswer", lease_expires_at AS "leaseUntil",
          expires_at AS "expiresAt"
        FROM idempotency_keys WHERE workspace_id = $1 AND principal_id = $2 AND key_hash = $3`
      return sql.one<IdempotencyRow>(text, [workspaceId, principal, keyHash])
    },
    takeOver(row, claim, leaseUntil) {
      const text = `UPDATE idempotency_keys SET claim_id = $1, lease_expires_at = $2
        WHERE workspace_id = $3 AND principal_id = $4 AND key_hash = $5 AND claim_id = $6 AND response_ciphertext IS NULL`
      const values = [claim, leaseUntil, row.workspaceId, row.principal, row.keyHash, row.claim]
      return sql.write([{ text, values, mustChange: true }])
    },
    async answer({ workspaceId, principal, keyHash, claim }, sealedAnswer) {
      const text = `UPDATE idempotency_keys SET response_ciphertext = $1
        WHERE workspace_id = $2 AND principal_id = $3 AND key_hash = $4 AND claim_id = $5`
      await sql.write([{ text, values: [sealedAnswer, workspaceId, principal, keyHash, claim] }])
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
