import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'

const MIGRATIONS_DIRECTORY = resolve(import.meta.dirname, '../../server/src/store/migrations')
export const FIXTURES_DIRECTORY = resolve(import.meta.dirname, '../../server/test/fixtures/upgrades')

export interface SchemaVersion {
  /** Of the migration that brought it, such as `0001-initial`. */
  readonly name: string
  readonly version: number
}

/** The versions that a database may have, oldest first. */
export function schemaVersions(): SchemaVersion[] {
  return readdirSync(MIGRATIONS_DIRECTORY)
    .toSorted()
    .map((name, index) => ({ name, version: index + 1 }))
}

export function newestVersion(): SchemaVersion {
  const newest = schemaVersions().at(-1)
  if (!newest) throw new Error('there are no migrations')
  return newest
}
