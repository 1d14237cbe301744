import type { Store } from '../context.ts'
import type { Sql } from './sql.ts'

export function createKeptGrants(sql: Sql): Store['keptGrants'] {
  return {
    async keep({ hash, workspaceId, ciphertext, expiresAt }) {
      const text = `INSERT INTO kept_grant (hash, workspace_id, sealed, expires_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (hash) DO UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at`
      await sql.write([{ text, values: [hash, workspaceId, ciphertext, expiresAt] }])
    },
    async take(workspaceId, hash, now) {
      const text = `DELETE FROM kept_grant WHERE hash = $1 AND workspace_id = $2 AND expires_at > $3 RETURNING sealed`
      const [row] = await sql.change<{ sealed: Uint8Array }>(text, [hash, workspaceId, now])
      return row?.sealed
    },
    async sweep(before) {
      await sql.write([{ text: 'DELETE FROM kept_grant WHERE expires_at < $1', values: [before] }])
    },
  }
}
