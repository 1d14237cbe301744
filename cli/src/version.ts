import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The version of the package that this command belongs to. */
export function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
    readonly version: string
  }
  return manifest.version
}
