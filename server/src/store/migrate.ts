import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A newer version of the program has written this database. */
export class StoreTooNewError extends Error {
  override readonly name = 'StoreTooNewError'
}

export interface Migration {
  readonly version: number
  readonly script: string
}

export type Dialect = 'sqlite' | 'postgres'

const FOLDER = join(import.meta.dirname, 'migrations')

/**
 * The numbered scripts that bring a database of this version to the program's. Never back.
 * @throws StoreTooNewError
 */
export function pendingMigrations(dialect: Dialect, version: number): Migration[] {
  const folders = readdirSync(FOLDER).sort()
  if (version > folders.length)
    throw new StoreTooNewError(
      `the database has version ${version}, this program knows ${folders.length}: run the newer program, or restore a backup`,
    )
  return folders.slice(version).map((folder, index) => ({
    version: version + index + 1,
    script: readFileSync(join(FOLDER, folder, `${dialect}.sql`), 'utf8'),
  }))
}
