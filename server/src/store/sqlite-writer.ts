import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { createStatements, inTransaction, resultCodeOf } from './sqlite-statements.ts'
import type { Job } from './sql.ts'
import type { WriterAnswer, WriterData } from './sqlite-writer-thread.ts'

/** The writer thread: runs each group of jobs as one transaction, and waits for the disk instead of the main thread. */

/** How often it checks whether another process has written. */
const LOOK_EVERY_MS = 250

const { file, busyTimeoutMs, changes } = workerData as WriterData
const database = new DatabaseSync(file, { timeout: busyTimeoutMs })
database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON')
const prepare = createStatements(database)
const changesElsewhere = new Int32Array(changes)

/** Returns false if the first statement changes nothing; then the job has no effect. */
function run(job: Job): unknown {
  if (job.kind === 'change') return prepare(job.statement.text).all(...job.statement.values)
  for (const { text, values, mustChange } of job.statements)
    try {
      const { changes } = prepare(text).run(...values)
      if (mustChange && changes === 0) return false
    } catch (error) {
      // SQLite rolls back the statement, not the transaction.
      if (mustChange && isConstraintViolation(error)) return false
      throw error
    }
  return true
}

/** Violations of foreign keys, primary keys and unique columns (sqlite.org/rescode.html). */
function isConstraintViolation(error: unknown): boolean {
  const errcode = resultCodeOf(error)
  return errcode === 787 || errcode === 1555 || errcode === 2067
}

function answer(jobs: readonly Job[]): WriterAnswer {
  try {
    const results = inTransaction(database, () => jobs.map(run))
    mustTruncate ||= jobs.some(erases)
    if (mustTruncate) truncateLog()
    return { results }
  } catch (error) {
    return { error: error as Error, errcode: resultCodeOf(error) }
  }
}

const erases = (job: Job): boolean => job.kind === 'write' && job.statements.some((one) => one.erases)

/** How long a truncation waits for readers before it is retried. */
const CHECKPOINT_TIMEOUT_MS = 200
let mustTruncate = false

/**
 * Deleted content is still in the write-ahead log: checkpoints and truncates it. In the database file, `secure_delete` has overwritten it
 * with zeros.
 */
function truncateLog(): void {
  database.exec(`PRAGMA busy_timeout = ${CHECKPOINT_TIMEOUT_MS}`)
  try {
    const { busy } = prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number }
    mustTruncate = busy !== 0
  } catch {
    // Such as a full disk. It is retried.
  } finally {
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
  }
}

/** SQLite changes `data_version` for commits of other connections only. */
function look(): void {
  const { data_version } = prepare('PRAGMA data_version').get() as { data_version: number }
  Atomics.store(changesElsewhere, 0, data_version)
}

look()
const looking = setInterval(() => {
  look()
  if (mustTruncate) truncateLog()
}, LOOK_EVERY_MS)
parentPort?.on('message', (jobs: readonly Job[] | null) => {
  if (jobs) return parentPort?.postMessage(answer(jobs))
  clearInterval(looking)
  database.close()
  parentPort?.close()
})
