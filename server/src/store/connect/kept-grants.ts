import type { Store } from '../../context.ts'
import { deleteInPieces } from '../sql/delete-in-pieces.ts'
import { columnsOf, insertInto, type RowOf } from '../sql/columns.ts'
import type { Sql } from '../sql/sql.ts'

const TAKEN = columnsOf('kept_grants', ['token_set_ciphertext'])

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
    async sweep(before) {
      const where = 'expires_at < $1'
      await deleteInPieces(sql, { table: 'kept_grants', key: ['grant_hash'], where, values: [before] })
    },
  }
}
