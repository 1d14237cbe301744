import { closeSync, openSync } from 'node:fs'
import { openPostgres } from './postgres.ts'
import type { Sql } from './sql.ts'
import { openSqlite } from './sqlite.ts'

/** The database could not be opened; the message is a sentence for the operator. */
export class StoreUnopenedError extends Error {
  override readonly name = 'StoreUnopenedError'
}

/** The database that the settings name. @throws StoreTooNewError, StoreUnopenedError */
export async function openSql({
  databaseUrl,
  databaseFile,
}: {
  readonly databaseUrl: string | null
  readonly databaseFile: string
}): Promise<Sql> {
  if (databaseUrl !== null)
    return openPostgres(databaseUrl).catch((error: unknown) => {
      throw explainPostgres(error)
    })
  try {
    // SQLite gives its side files the mode of the database file.
    closeSync(openSync(databaseFile, 'a', 0o600))
    return openSqlite(databaseFile)
  } catch (error) {
    throw explainSqlite(error, databaseFile)
  }
}

/** What the server says is shown: it names users and databases, never a password. */
function explainPostgres(error: unknown): unknown {
  // Of a name with several addresses, each has its own reason.
  const [first = error] = error instanceof AggregateError ? (error.errors as unknown[]) : [error]
  const { message, severity, syscall } = first as Error & { severity?: string; syscall?: string }
  const setting = 'LETTERLOCK_DATABASE_URL'
  if (syscall !== undefined)
    return new StoreUnopenedError(
      `${setting} leads to a database that does not answer (${message}): start it, or correct the address.`,
      { cause: error },
    )
  if (severity !== undefined)
    return new StoreUnopenedError(
      `${setting} leads to a database that refuses to be opened (${message}): correct the address, or the database.`,
      { cause: error },
    )
  return error
}

function explainSqlite(error: unknown, file: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  if (code !== 'ERR_SQLITE_ERROR' && !/^E[A-Z]+$/.test(code ?? '')) return error
  return new StoreUnopenedError(
    `The database ${file} cannot be opened (${message}): see that it is what Letterlock made, and that this user may write to it.`,
    { cause: error },
  )
}
