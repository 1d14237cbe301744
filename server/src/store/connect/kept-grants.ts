import type { Store } from '../../context.ts'
import { columnsOf, insertInto, type RowOf } from '../sql/columns.ts'
import type { Sql } from '../sql/sql.ts'

const TAKEN = columnsOf('kept_grants', ['token_set_ciphertext'])
const LAPSED = columnsOf('kept_grants', ['grant_hash', 'workspace_id', 'token_set_ciphertext'])

export function createKeptGrants(sql: Sql): Store['keptGrants'] {
  return {
    async keep({ hash, workspaceId, ciphertext, expiresAt }) {
      const row = {
        grant_hash: hash,
        workspace_id: workspaceId,
        token_set_ciphertext: ciphertext,
        expires_at: expiresAt,
      }
      const replace = `ON CONFLICT (grant_hash) DO UPDATE
        SET token_set_ciphertext = excluded.token_set_ciphertext, expires_at = excluded.expires_at`
      await sql.write([insertInto('kept_grants', row, replace)])
    },
    async take(workspaceId, hash, now) {
      const text = `DELETE FROM kept_grants WHERE grant_hash = $1 AND workspace_id = $2 AND expires_at > $3 RETURNING ${TAKEN}`
      const [row] = await sql.change<RowOf<typeof TAKEN>>(text, [hash, workspaceId, now])
      return row?.token_set_ciphertext
    },
    async takeLapsed(before, limit) {
      const text = `DELETE FROM kept_grants WHERE grant_hash IN (
          SELECT grant_hash FROM kept_grants WHERE expires_at < $1 ORDER BY expires_at LIMIT $2 ${sql.skipLocked}) RETURNING ${LAPSED}`
      const rows = await sql.change<RowOf<typeof LAPSED>>(text, [before, limit])
      return rows.map((row) => ({
        workspaceId: row.workspace_id,
        hash: row.grant_hash,
        ciphertext: row.token_set_ciphertext,
      }))
    },
  }
}
