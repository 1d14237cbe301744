import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A newer version of the program has written this database. */
export class StoreTooNewError extends Error {
  override readonly name = 'StoreTooNewError'
}

interface Migratable {
  readonly version: () => number
  /** Runs the script and notes the version, both or neither. */
  readonly apply: (script: string, version: number) => void
}

const FOLDER = join(import.meta.dirname, 'migrations')

/** Brings the database to this program's version, one numbered script after the other. Never back. */
export function migrate({ version, apply }: Migratable): void {
  const scripts = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  if (version() > scripts.length)
    throw new StoreTooNewError(
      `the database has version ${version()}, this program knows ${scripts.length}: run the newer program, or restore a backup`,
    )
  for (const [index, name] of scripts.entries())
    if (version() <= index) apply(readFileSync(join(FOLDER, name), 'utf8'), index + 1)
}
