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

const FOLDER = join(import.meta.dirname, 'migrations')

/** The numbered scripts that bring a database of this version to the program's. Never back. */
export function pendingMigrations(version: number): Migration[] {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  if (version > names.length)
    throw new StoreTooNewError(
      `the database has version ${version}, this program knows ${names.length}: run the newer program, or restore a backup`,
    )
  return names.slice(version).map((name, index) => ({
    version: version + index + 1,
    script: readFileSync(join(FOLDER, name), 'utf8'),
  }))
}
