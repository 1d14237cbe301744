import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** Returns the prepared statement of a text; each is prepared once. */
export type Prepare = (text: string) => StatementSync

/** Prepares the statements of one connection. */
export function createStatements(database: DatabaseSync): Prepare {
  const prepared = new Map<string, StatementSync>()
  return (text) => {
    let statement = prepared.get(text)
    // SQLite treats $1 as a name and ?1 as a position.
    if (!statement) prepared.set(text, (statement = database.prepare(text.replace(/\$(\d+)/g, '?$1'))))
    return statement
  }
}

/** The number that a pragma returns. @param column the name of its column in SQLite */
export function readPragma(database: DatabaseSync, pragma: string, column = pragma): number {
  const value = database.prepare(`PRAGMA ${pragma}`).get()?.[column]
  if (typeof value !== 'number') throw new TypeError(`PRAGMA ${pragma} returned ${String(value)}`)
  return value
}

/** The result code (sqlite.org/rescode.html); undefined for other errors. */
export function resultCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode : undefined
}

/**
 * Runs statements in a transaction that starts with the write lock (`BEGIN IMMEDIATE`). An error of `body` rolls it back.
 * @param commits its first number is incremented after the commit, with nothing in between that needs memory
 */
export function inTransaction<T>(database: DatabaseSync, body: () => T, commits?: Int32Array): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = body()
    database.exec('COMMIT')
    if (commits) Atomics.add(commits, 0, 1)
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
