import { closeSync, openSync } from 'node:fs'
import { openPostgres } from './postgres.ts'
import type { Sql } from './sql.ts'
import { openSqlite } from './sqlite.ts'

/** The database that the settings name. @throws StoreTooNewError */
export async function openSql({
  databaseUrl,
  databaseFile,
}: {
  readonly databaseUrl: string | null
  readonly databaseFile: string
}): Promise<Sql> {
  if (databaseUrl !== null) return openPostgres(databaseUrl)
  // SQLite gives its side files the mode of the database file.
  closeSync(openSync(databaseFile, 'a', 0o600))
  return openSqlite(databaseFile)
}
