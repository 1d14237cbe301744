import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Sql, SqlValue, Statement } from './sql.ts'
import { migrate } from './migrate.ts'

/** How long a writer waits for another process that holds the file. */
const BUSY_TIMEOUT_MS = 5000

/**
 * The embedded database. WAL with `synchronous=FULL`: what was acknowledged survives a power cut.
 * @throws StoreTooNewError when a newer version of the program wrote this file
 */
export function openSqlite(file: string): Sql {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
  migrate({
    version: () => (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version,
    apply: (script, version) =>
      inTransaction(database, () => database.exec(`${script}; PRAGMA user_version = ${version}`)),
  })

  const prepared = new Map<string, StatementSync>()
  const prepare = (text: string): StatementSync => {
    let statement = prepared.get(text)
    // SQLite reads $1 as a name; ?1 is a position, which need not be counted out.
    if (!statement) prepared.set(text, (statement = database.prepare(text.replace(/\$(\d+)/g, '?$1'))))
    return statement
  }

  return {
    one: async <T>(text: string, values: readonly SqlValue[]) =>
      prepare(text).get(...values) as T | undefined,
    all: async <T>(text: string, values: readonly SqlValue[]) => prepare(text).all(...values) as T[],
    write: async (statements) => runAll(database, prepare, statements),
    changesElsewhere: () => (prepare('PRAGMA data_version').get() as { data_version: number }).data_version,
    close: async () => database.close(),
  }
}

function runAll(
  database: DatabaseSync,
  prepare: (text: string) => StatementSync,
  statements: readonly Statement[],
): boolean {
  return inTransaction(database, () => {
    for (const { text, values, mustChange } of statements) {
      const { changes } = prepare(text).run(...values)
      if (mustChange && changes === 0) return false
    }
    return true
  })
}

/** Commits, unless the body throws or answers false. */
function inTransaction<T>(database: DatabaseSync, body: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = body()
    database.exec(result === false ? 'ROLLBACK' : 'COMMIT')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
