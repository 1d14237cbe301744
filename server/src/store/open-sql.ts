import { closeSync, openSync } from 'node:fs'
import { MIGRATIONS, type MigrationOptions } from './pending-migrations.ts'
import type { Sql } from './sql/sql.ts'
import { openSqlite } from './sqlite/sqlite.ts'
import { codeOf } from '../kernel/code-of.ts'
import { reasonOf } from '../kernel/reason-of.ts'

/** Opening the database failed; the message is a sentence for the operator. */
export class StoreUnopenedError extends Error {
  override readonly name: string = 'StoreUnopenedError'
}

/** The encryption keys lack the key that the database was written with. */
export class WrongKeyError extends StoreUnopenedError {
  override readonly name = 'WrongKeyError'
}

export interface DatabaseLocation {
  readonly databaseUrl: string | null
  readonly databaseFile: string
}

/**
 * Opens the configured database.
 * @throws StoreTooNewError, StoreTooOldError, StoreUnopenedError
 */
export async function openSql(
  { databaseUrl, databaseFile }: DatabaseLocation,
  options: MigrationOptions = {},
): Promise<Sql> {
  if (databaseUrl !== null) {
    // The driver is loaded only if it is used.
    const { openPostgres } = await import('./postgres/postgres.ts')
    return openPostgres(databaseUrl, MIGRATIONS, options).catch((error: unknown) => {
      throw explainPostgres(error)
    })
  }
  try {
    // SQLite creates its other files with the mode of the database file.
    closeSync(openSync(databaseFile, 'a', 0o600))
    return openSqlite(databaseFile, MIGRATIONS, options)
  } catch (error) {
    throw explainSqlite(error, databaseFile)
  }
}

/** The error for an operator. PostgreSQL's message is safe to show: it contains users and databases, never a password. */
function explainPostgres(error: unknown): unknown {
  // A host name with several addresses fails once per address.
  const [first = error] = error instanceof AggregateError ? (error.errors as unknown[]) : [error]
  if (!(first instanceof Error)) return error
  const { message } = first
  const setting = 'LETTERLOCK_DATABASE_URL'
  if ('syscall' in first)
    return new StoreUnopenedError(
      `${setting} is the URL of a database that does not respond (${message}): start it, or correct the URL.`,
      { cause: error },
    )
  if ('severity' in first)
    return new StoreUnopenedError(
      `${setting} is the URL of a database that cannot be opened (${message}): correct the URL, or the database.`,
      { cause: error },
    )
  return error
}

function explainSqlite(error: unknown, file: string): unknown {
  if (!/^(?:ERR_SQLITE_ERROR|E[A-Z]+)$/.test(codeOf(error))) return error
  return new StoreUnopenedError(
    `The database ${file} cannot be opened (${reasonOf(error)}): check that it is a Letterlock database and that this user can write to it.`,
    { cause: error },
  )
}
