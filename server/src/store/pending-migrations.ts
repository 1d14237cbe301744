import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The database was written by a newer version. */
class StoreTooNewError extends Error {
  override readonly name = 'StoreTooNewError'
}

/** The database is of an older version, and must not be migrated here. */
export class StoreTooOldError extends Error {
  override readonly name = 'StoreTooOldError'
  constructor() {
    super('the database is of an older version: start the server of this version once, which migrates it')
  }
}

export interface Migration {
  readonly version: number
  readonly script: string
}

export type Dialect = 'sqlite' | 'postgres'

export interface MigrationOptions {
  /** false: a database of an older version is an error. */
  readonly migrates?: boolean
  /** Called after a migration with the new schema version. */
  readonly onMigrated?: (schemaVersion: number) => void
  /** Aborts the wait for a process that migrates, but not a migration that has begun. */
  readonly waitSignal?: AbortSignal | undefined
}

/** The program's own migrations: a folder for each version, with a script for each database. */
export const MIGRATIONS = join(import.meta.dirname, 'migrations')

/**
 * The numbered migrations from this schema version to the current one. There are no down migrations.
 * @throws StoreTooNewError
 */
export function pendingMigrations(dialect: Dialect, version: number, directory: string): Migration[] {
  const folders = readdirSync(directory).toSorted()
  if (version > folders.length)
    throw new StoreTooNewError(
      `the database has schema version ${version}, and this version supports ${folders.length}: run the newer version, or restore a backup`,
    )
  return folders.slice(version).map((folder, index) => ({
    version: version + index + 1,
    script: readFileSync(join(directory, folder, `${dialect}.sql`), 'utf8'),
  }))
}
