import {
  JOB_STATUSES,
  JOB_TYPES,
  type BackgroundJob,
  type JobRepository,
  type LeaseState,
  type NewStoredJobRow,
  type StoredJobRow,
} from '../jobs/job.ts'
import { ERROR_CATALOGUE, type ErrorCode } from '../kernel/error-catalogue.ts'
import type { StoredPrincipal } from '../workspaces/principal.ts'
import { insertJob, IS_ACTIVE } from './insert-job.ts'
import { insertInto, renamedColumnsOf, type RowOf } from './sql/columns.ts'
import { deleteInPieces } from './sql/delete-in-pieces.ts'
import type { Sql, Statement } from './sql/sql.ts'

const COLUMNS = renamedColumnsOf('jobs', {
  id: 'id',
  workspaceId: 'workspace_id',
  type: 'type',
  status: 'status',
  principal: 'principal',
  connectionId: 'connection_id',
  sourceConnectionId: 'source_connection_id',
  inputCiphertext: 'input_ciphertext',
  checkpointCiphertext: 'checkpoint_ciphertext',
  doneCount: 'done_count',
  totalCount: 'total_count',
  interruptionCount: 'interruption_count',
  errorCode: 'error_code',
  errorCiphertext: 'error_ciphertext',
  cancelRequestedAt: 'cancel_requested_at',
  createdAt: 'created_at',
  startedAt: 'started_at',
  endedAt: 'ended_at',
  expiresAt: 'expires_at',
})
const ROW_COLUMNS = renamedColumnsOf('job_rows', {
  number: 'number',
  outcome: 'outcome',
  rowCiphertext: 'row_ciphertext',
})

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_CATALOGUE, code)

function toJob(row: RowOf<typeof COLUMNS>): BackgroundJob {
  const { errorCode } = row
  const type = JOB_TYPES.find((one) => one === row.type)
  const status = JOB_STATUSES.find((one) => one === row.status)
  if (type === undefined || status === undefined) throw new TypeError(`job ${row.id} is of a newer version`)
  return {
    ...row,
    type,
    status,
    principal: JSON.parse(row.principal) as StoredPrincipal,
    errorCode: errorCode !== null && isErrorCode(errorCode) ? errorCode : null,
  }
}

/** Jobs and their reports. Lease times are those of the database. */
export function createJobs(sql: Sql): JobRepository {
  return {
    insert: (job, maxUnended) => insertJob(sql, job, maxUnended),
    ...createReads(sql),
    ...createLeases(sql),
    ...createProgress(sql),
    ...createEnds(sql),
  }
}

type Reads = Pick<JobRepository, 'find' | 'list' | 'rows' | 'countRows'>

function createReads(sql: Sql): Reads {
  return {
    async find(workspaceId, id) {
      const text = `SELECT ${COLUMNS} FROM jobs WHERE id = $1 AND workspace_id = $2`
      const row = await sql.one<RowOf<typeof COLUMNS>>(text, [id, workspaceId])
      return row && toJob(row)
    },
    async list(workspaceId, { limit, after, principalId }) {
      const text = `SELECT ${COLUMNS} FROM jobs
        WHERE workspace_id = $1 AND ($2 = '' OR id < $2) AND ($3 = '' OR principal_id = $3) ORDER BY id DESC LIMIT $4`
      const values = [workspaceId, after ?? '', principalId ?? '', limit]
      return (await sql.all<RowOf<typeof COLUMNS>>(text, values)).map(toJob)
    },
    rows(jobId, { limit, after, outcome }) {
      const text = `SELECT ${ROW_COLUMNS} FROM job_rows
        WHERE job_id = $1 AND number > $2 AND ($3 = '' OR outcome = $3) ORDER BY number LIMIT $4`
      return sql.all<StoredJobRow>(text, [jobId, after ?? 0, outcome ?? '', limit])
    },
    async countRows(jobIds) {
      const text = `SELECT job_id, outcome, COUNT(*) AS count FROM job_rows WHERE job_id IN ${sql.listOf('$1')}
        GROUP BY job_id, outcome ORDER BY job_id, outcome`
      const rows = await sql.scan<{ job_id: string; outcome: string; count: number }>(text, [
        JSON.stringify(jobIds),
      ])
      const byJob = Map.groupBy(rows, (row) => row.job_id)
      return new Map(
        [...byJob].map(([id, counts]) => [id, new Map(counts.map(({ outcome, count }) => [outcome, count]))]),
      )
    },
  }
}

function createLeases(sql: Sql): Pick<JobRepository, 'acquire' | 'extend' | 'isAnyWaiting'> {
  const { now: databaseTime } = sql
  const isFree = `(lease_expires_at IS NULL OR lease_expires_at <= ${databaseTime})`
  // A random one of the workspaces, and then of the principals, with the fewest jobs in progress: none waits until another has no more jobs.
  const fewestInProgress = `HAVING SUM(CASE WHEN due_at <= $3 AND ${isFree} THEN 1 ELSE 0 END) > 0
    ORDER BY SUM(CASE WHEN ${isFree} THEN 0 ELSE 1 END), RANDOM() LIMIT 1`
  const nextPrincipal = `WITH next_workspace AS MATERIALIZED (SELECT workspace_id FROM jobs WHERE ${IS_ACTIVE}
      GROUP BY workspace_id ${fewestInProgress}),
    next_principal AS MATERIALIZED (SELECT workspace_id, principal_id FROM jobs
      WHERE ${IS_ACTIVE} AND workspace_id = (SELECT workspace_id FROM next_workspace)
      GROUP BY workspace_id, principal_id ${fewestInProgress})`
  return {
    async acquire(leaseId, leaseMs, now) {
      const text = `${nextPrincipal}
        UPDATE jobs SET status = 'running', lease_id = $1, lease_expires_at = ${databaseTime} + $2,
          started_at = COALESCE(started_at, $3),
          interruption_count = interruption_count + CASE status WHEN 'running' THEN 1 ELSE 0 END
        WHERE id = (SELECT id FROM jobs
            WHERE workspace_id = (SELECT workspace_id FROM next_principal) AND principal_id = (SELECT principal_id FROM next_principal)
              AND ${IS_ACTIVE} AND due_at <= $3 AND ${isFree}
            ORDER BY due_at, id LIMIT 1 ${sql.skipLocked})
        RETURNING ${COLUMNS}`
      const [row] = await sql.change<RowOf<typeof COLUMNS>>(text, [leaseId, leaseMs, now])
      return row && toJob(row)
    },
    async extend(id, leaseId, leaseMs) {
      const text = `UPDATE jobs SET lease_expires_at = ${databaseTime} + $3 WHERE ${isHeld(sql)}
        RETURNING ${STATE} AS state`
      const [row] = await sql.change<{ state: LeaseState }>(text, [id, leaseId, leaseMs])
      return row?.state ?? 'lost'
    },
    async isAnyWaiting({ workspaceId, principalId }, now) {
      const text = `SELECT 1 AS one FROM jobs
        WHERE ${IS_ACTIVE} AND (workspace_id <> $1 OR principal_id <> $2) AND due_at <= $3 AND ${isFree} LIMIT 1`
      return (await sql.one(text, [workspaceId, principalId, now])) !== undefined
    },
  }
}

const STATE = `CASE WHEN cancel_requested_at IS NOT NULL THEN 'canceled' ELSE 'held' END`

/** Whether the lease is held. */
const isHeld = ({ now }: Sql): string => `id = $1 AND lease_id = $2 AND lease_expires_at > ${now}`

function createProgress(sql: Sql): Pick<JobRepository, 'save' | 'release' | 'end'> {
  return {
    save(id, leaseId, { doneCount, totalCount, checkpointCiphertext, rows }) {
      const text = `UPDATE jobs SET done_count = $3, total_count = $4, checkpoint_ciphertext = $5, interruption_count = 0 WHERE ${isHeld(sql)}`
      const connectionIds = new Set(rows.flatMap(({ connectionId }) => connectionId ?? []))
      return sql.write([
        { text, values: [id, leaseId, doneCount, totalCount, checkpointCiphertext], mustChange: true },
        ...rows.map((row) => insertRow(id, row)),
        ...[...connectionIds].map((one) => eraseUnlessConnected(sql, id, one)),
      ])
    },
    async release(id, leaseId, { dueAt, interruptionCount }) {
      const text = `UPDATE jobs SET status = 'queued', lease_id = NULL, lease_expires_at = NULL, due_at = $3, interruption_count = $4
        WHERE ${isHeld(sql)}`
      await sql.write([{ text, values: [id, leaseId, dueAt, interruptionCount] }])
    },
    end(id, leaseId, { status, errorCode, errorCiphertext, endedAt, expiresAt }) {
      const text = `UPDATE jobs SET status = $3, error_code = $4, error_ciphertext = $5, ended_at = $6, expires_at = $7, lease_id = NULL, lease_expires_at = NULL,
          input_ciphertext = NULL, checkpoint_ciphertext = NULL
        WHERE ${isHeld(sql)}`
      return sql.write([
        {
          text,
          values: [id, leaseId, status, errorCode, errorCiphertext, endedAt, expiresAt],
          mustChange: true,
          erases: true,
        },
      ])
    },
  }
}

const insertRow = (jobId: string, row: NewStoredJobRow): Statement =>
  insertInto('job_rows', {
    job_id: jobId,
    number: row.number,
    outcome: row.outcome,
    connection_id: row.connectionId,
    row_ciphertext: row.rowCiphertext,
  })

/** Erases rows about a connection that another process has deleted meanwhile. */
function eraseUnlessConnected({ keepRow }: Sql, jobId: string, connectionId: string): Statement {
  const text = `DELETE FROM job_rows WHERE job_id = $1 AND connection_id = $2
    AND NOT EXISTS (SELECT 1 FROM connections WHERE id = $2 ${keepRow})`
  return { text, values: [jobId, connectionId] }
}

function createEnds(sql: Sql): Pick<JobRepository, 'cancel' | 'sweep'> {
  const { now: databaseTime } = sql
  return {
    async cancel(workspaceId, id, { endedAt, expiresAt }) {
      const atOnce = `UPDATE jobs SET status = 'canceled', cancel_requested_at = $1, ended_at = $1, expires_at = $2,
          input_ciphertext = NULL, checkpoint_ciphertext = NULL
        WHERE id = $3 AND workspace_id = $4 AND ${IS_ACTIVE}
          AND (lease_expires_at IS NULL OR lease_expires_at <= ${databaseTime})`
      const values = [endedAt, expiresAt, id, workspaceId]
      if (await sql.write([{ text: atOnce, values, mustChange: true }])) return true
      const asked = `UPDATE jobs SET cancel_requested_at = COALESCE(cancel_requested_at, $1)
        WHERE id = $2 AND workspace_id = $3 AND ${IS_ACTIVE}`
      return sql.write([{ text: asked, values: [endedAt, id, workspaceId], mustChange: true }])
    },
    async sweep(now) {
      const where = 'job_id IN (SELECT id FROM jobs WHERE expires_at <= $1)'
      await deleteInPieces(sql, { table: 'job_rows', key: ['job_id', 'number'], where, values: [now] })
      await sql.write([{ text: 'DELETE FROM jobs WHERE expires_at <= $1', values: [now], erases: true }])
    },
  }
}

/** Erases the jobs about a connection, and the rows about it in the reports of other jobs. */
export function eraseJobsAbout(connectionId: string): Statement[] {
  const about = 'connection_id = $1 OR source_connection_id = $1'
  return [
    { text: 'DELETE FROM job_rows WHERE connection_id = $1', values: [connectionId], erases: true },
    { text: `DELETE FROM jobs WHERE ${about}`, values: [connectionId], erases: true },
  ]
}
