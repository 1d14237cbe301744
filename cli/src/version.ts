import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseObject } from './parse-object.ts'

/** The version of the package of this command. */
export function ownVersion(): string {
  const manifest = parseObject(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'))
  return String(manifest?.['version'])
}
