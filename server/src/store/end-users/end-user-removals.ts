import type { Store } from '../../context.ts'
import { hashToken } from '../../kernel/id.ts'
import { deleteInPieces } from '../sql/delete-in-pieces.ts'
import type { Sql, Statement } from '../sql/sql.ts'

/** Records the removal of an end user: requests in progress can no longer save a connection of theirs. */
export function recordRemoval(workspaceId: string, endUserId: string, now: number): Statement[] {
  return [
    {
      text: 'UPDATE workspaces SET end_users_version = end_users_version + 1 WHERE id = $1',
      values: [workspaceId],
    },
    {
      text: `INSERT INTO end_user_removals (workspace_id, end_user_id_hash, end_users_version, removed_at)
        SELECT id, CAST($1 AS TEXT), end_users_version, CAST($2 AS BIGINT) FROM workspaces WHERE id = $3
        ON CONFLICT (workspace_id, end_user_id_hash)
        DO UPDATE SET end_users_version = excluded.end_users_version, removed_at = excluded.removed_at`,
      values: [hashToken(endUserId), now, workspaceId],
    },
  ]
}

type Removals = Pick<Store['connections'], 'endUsersVersion' | 'wasRemovedSince' | 'sweepRemovals'>

export function createEndUserRemovals(sql: Pick<Sql, 'one' | 'all' | 'change'>): Removals {
  return {
    async endUsersVersion(workspaceId) {
      const text = 'SELECT end_users_version AS version FROM workspaces WHERE id = $1'
      return (await sql.one<{ version: number }>(text, [workspaceId]))?.version ?? 0
    },
    async wasRemovedSince(workspaceId, endUserId, version) {
      const text = `SELECT 1 AS one FROM end_user_removals
        WHERE workspace_id = $1 AND end_user_id_hash = $2 AND end_users_version > $3`
      return (await sql.one(text, [workspaceId, hashToken(endUserId), version])) !== undefined
    },
    async sweepRemovals(before) {
      const key = ['workspace_id', 'end_user_id_hash'] as const
      const where = 'removed_at < $1'
      await deleteInPieces(sql, { table: 'end_user_removals', key, where, values: [before] })
    },
  }
}
