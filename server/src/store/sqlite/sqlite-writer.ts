import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { toError } from '../../kernel/to-error.ts'
import { createStatements, inTransaction, readPragma, resultCodeOf } from './sqlite-statements.ts'
import type {
  NumberedWrite,
  WriterAnswer,
  WriterData,
  WriterRequest,
  WriterResults,
} from './sqlite-writer-thread.ts'

/** The writer thread: runs each group of writes as one transaction, and waits for the disk instead of the main thread. */

/** How often it checks whether another process has written. */
const LOOK_EVERY_MS = 250

const { file, busyTimeoutMs, changes, commits } = workerData as WriterData
const database = new DatabaseSync(file, { timeout: busyTimeoutMs })
database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON')
const prepare = createStatements(database)

/** The SQL texts by number. Each is prepared when it is first run, so that one that cannot be prepared fails alone. */
const known: string[] = []

/** Runs a write. Returns the rows of a change; otherwise false if the first statement changes nothing, so that the write has no effect. */
function run({ kind, statements }: NumberedWrite): unknown {
  let rows: unknown
  for (const { text, values, mustChange } of statements)
    try {
      const statement = prepare(known[text] ?? '')
      if (kind === 'change' && rows === undefined) {
        rows = statement.all(...values)
        continue
      }
      const { changes } = statement.run(...values)
      if (mustChange && changes === 0) return false
    } catch (error) {
      // SQLite rolls back the statement, not the transaction.
      if (mustChange && isConstraintViolation(error)) return false
      throw error
    }
  return rows ?? true
}

/** Violations of NOT NULL, foreign keys, primary keys and unique columns (sqlite.org/rescode.html). */
function isConstraintViolation(error: unknown): boolean {
  const errcode = resultCodeOf(error)
  return errcode === 1299 || errcode === 787 || errcode === 1555 || errcode === 2067
}

/** Sends the results before the commit: sending many needs memory, and a thread that runs out of it must not have committed. */
function answer({ texts, writes }: WriterRequest): WriterAnswer {
  try {
    known.push(...texts)
    inTransaction(database, () => tell({ results: writes.map(run) }), commits)
    mustTruncate ||= writes.some(erases)
    if (mustTruncate) truncateLog()
    return 'committed'
  } catch (error) {
    return { error: toError(error), errcode: resultCodeOf(error) }
  }
}

const tell = (message: WriterAnswer | WriterResults): void => parentPort?.postMessage(message)

const erases = (write: NumberedWrite): boolean => write.statements.some((one) => one.erases)

/** How long a truncation waits for readers before it is retried. */
const CHECKPOINT_TIMEOUT_MS = 200
/** True at the start too: the previous thread or process may have ended before it truncated. */
let mustTruncate = true

/**
 * Deleted content is still in the write-ahead log: checkpoints and truncates it. In the database file, `secure_delete` has overwritten it
 * with zeros.
 */
function truncateLog(): void {
  database.exec(`PRAGMA busy_timeout = ${CHECKPOINT_TIMEOUT_MS}`)
  try {
    mustTruncate = readPragma(database, 'wal_checkpoint(TRUNCATE)', 'busy') !== 0
  } catch {
    // For example on a full disk. It is retried.
  } finally {
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
  }
}

/** SQLite changes `data_version` for commits of other connections only. */
function look(): void {
  Atomics.store(changes, 0, readPragma(database, 'data_version'))
}

look()
const looking = setInterval(() => {
  look()
  if (mustTruncate) truncateLog()
}, LOOK_EVERY_MS)
parentPort?.on('message', (request: WriterRequest | null) => {
  if (request) return tell(answer(request))
  clearInterval(looking)
  database.close()
  parentPort?.close()
})
