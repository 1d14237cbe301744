import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { createStatements, inTransaction } from './sqlite-statements.ts'
import type { Job } from './sql.ts'
import type { WriterAnswer, WriterData } from './sqlite-writer-thread.ts'

/** The thread that writes: it runs each group of jobs as one transaction, and waits for the disk instead of the hub. */

/** How often it looks whether another process has written. */
const LOOK_EVERY_MS = 250

const { file, busyTimeoutMs, changes } = workerData as WriterData
const database = new DatabaseSync(file, { timeout: busyTimeoutMs })
database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
const prepare = createStatements(database)
const changesElsewhere = new Int32Array(changes)

/** false as soon as the first statement finds nothing to change: nothing has happened then. */
function run(job: Job): unknown {
  if (job.kind === 'change') return prepare(job.statement.text).all(...job.statement.values)
  for (const { text, values, mustChange } of job.statements) {
    const { changes } = prepare(text).run(...values)
    if (mustChange && changes === 0) return false
  }
  return true
}

function answer(jobs: readonly Job[]): WriterAnswer {
  try {
    return { results: inTransaction(database, () => jobs.map(run)) }
  } catch (error) {
    return { error: error as Error }
  }
}

/** SQLite changes this number for what other connections committed, not for what this one did. */
function look(): void {
  const { data_version } = prepare('PRAGMA data_version').get() as { data_version: number }
  Atomics.store(changesElsewhere, 0, data_version)
}

look()
const looking = setInterval(look, LOOK_EVERY_MS)
parentPort?.on('message', (jobs: readonly Job[] | null) => {
  if (jobs) return parentPort?.postMessage(answer(jobs))
  clearInterval(looking)
  database.close()
  parentPort?.close()
})
