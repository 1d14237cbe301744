import type { Store } from '../context.ts'
import type { Sql } from './sql.ts'

export function createKeptGrants(sql: Sql): Store['keptGrants'] {
  return {
    async keep({ hash, workspaceId, ciphertext, expiresAt }) {
      const text = `INSERT INTO kept_grants (grant_hash, workspace_id, token_set_ciphertext, expires_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (grant_hash) DO UPDATE SET token_set_ciphertext = excluded.token_set_ciphertext, expires_at = excluded.expires_at`
      await sql.write([{ text, values: [hash, workspaceId, ciphertext, expiresAt] }])
    },
    async take(workspaceId, hash, now) {
      const text = `DELETE FROM kept_grants WHERE grant_hash = $1 AND workspace_id = $2 AND expires_at > $3 RETURNING token_set_ciphertext`
      const [row] = await sql.change<{ token_set_ciphertext: Uint8Array }>(text, [hash, workspaceId, now])
      return row?.token_set_ciphertext
    },
    async sweep(before) {
      await sql.write([{ text: 'DELETE FROM kept_grants WHERE expires_at < $1', values: [before] }])
    },
  }
}
