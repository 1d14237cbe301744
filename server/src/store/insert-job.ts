import type { BackgroundJob } from '../jobs/job.ts'
import { insertWhere, type NewRow } from './sql/columns.ts'
import type { Sql } from './sql/sql.ts'

/** The condition that a job has not ended. */
export const IS_ACTIVE = "status IN ('queued', 'running')"

/** See `JobRepository`. Counts and inserts under a lock of the workspace: without it, two processes would not see each other's jobs. */
export async function insertJob(
  sql: Sql,
  { principal, ...job }: BackgroundJob,
  maxUnended: number,
): Promise<boolean> {
  const row: NewRow<'jobs'> = {
    id: job.id,
    workspace_id: job.workspaceId,
    type: job.type,
    status: job.status,
    principal: JSON.stringify(principal),
    principal_type: principal.kind,
    principal_id: principal.principalId,
    connection_id: job.connectionId,
    source_connection_id: job.sourceConnectionId,
    input_ciphertext: job.inputCiphertext,
    done_count: job.doneCount,
    total_count: job.totalCount,
    interruption_count: job.interruptionCount,
    created_at: job.createdAt,
    due_at: job.createdAt,
    expires_at: job.expiresAt,
  }
  const insert = insertWhere(
    'jobs',
    row,
    (workspace, owner, max) =>
      `(SELECT COUNT(*) FROM jobs WHERE ${IS_ACTIVE} AND workspace_id = ${workspace} AND principal_id = ${owner}) < ${max}`,
    [job.workspaceId, principal.principalId, maxUnended],
  )
  const lock = `SELECT id FROM workspaces WHERE id = $1 ${sql.lockRow}`
  await sql.change(lock, [job.workspaceId], [insert])
  return (await sql.one('SELECT 1 AS one FROM jobs WHERE id = $1', [job.id])) !== undefined
}
