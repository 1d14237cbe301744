import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { createGroupCommit } from './group-commit.ts'
import { pendingMigrations } from './migrate.ts'
import type { Sql, SqlValue, Statement } from './sql.ts'

/** How long a writer waits for another process that holds the file. */
const BUSY_TIMEOUT_MS = 5000

const LARGEST_GROUP = 64

/** What waits for a commit: `run` answers, or throws to undo everything. */
type Job = () => unknown

/**
 * The embedded database. WAL with `synchronous=FULL`: what was acknowledged survives a power cut. Writes that come
 * together are committed together, which a slow disk rewards five times over.
 * @throws StoreTooNewError when a newer version of the program wrote this file
 */
export function openSqlite(file: string): Sql {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
  migrate(database)

  const prepared = new Map<string, StatementSync>()
  const prepare = (text: string): StatementSync => {
    let statement = prepared.get(text)
    // SQLite reads $1 as a name; ?1 is a position, which need not be counted out.
    if (!statement) prepared.set(text, (statement = database.prepare(text.replace(/\$(\d+)/g, '?$1'))))
    return statement
  }
  const writes = createGroupCommit<Job, unknown>({
    largestGroup: LARGEST_GROUP,
    groups: 1,
    together: async (jobs) => inTransaction(database, () => jobs.map((job) => job())),
    alone: async (job) => inTransaction(database, job),
  })

  return {
    one: async <T>(text: string, values: readonly SqlValue[]) =>
      prepare(text).get(...values) as T | undefined,
    all: async <T>(text: string, values: readonly SqlValue[]) => prepare(text).all(...values) as T[],
    write: (statements) => writes.add(() => runAll(prepare, statements)) as Promise<boolean>,
    change: <T>(text: string, values: readonly SqlValue[]) =>
      writes.add(() => prepare(text).all(...values)) as Promise<T[]>,
    now: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    skipLocked: '',
    changesElsewhere: () => (prepare('PRAGMA data_version').get() as { data_version: number }).data_version,
    async close() {
      await writes.idle()
      database.close()
    },
  }
}

function migrate(database: DatabaseSync): void {
  const { user_version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  for (const { version, script } of pendingMigrations(user_version))
    inTransaction(database, () => database.exec(`${script}; PRAGMA user_version = ${version}`))
}

/** false as soon as the first statement finds nothing to change: nothing has happened then. */
function runAll(prepare: (text: string) => StatementSync, statements: readonly Statement[]): boolean {
  for (const { text, values, mustChange } of statements) {
    const { changes } = prepare(text).run(...values)
    if (mustChange && changes === 0) return false
  }
  return true
}

function inTransaction<T>(database: DatabaseSync, body: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = body()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
