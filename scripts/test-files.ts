import { globSync } from 'node:fs'
import { join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }

const ROOT = join(import.meta.dirname, '..')
const scripts: Readonly<Record<string, string>> = manifest.scripts

/**
 * The files of a part of the tests, such as `unit`, or of a glob pattern, relative to the repository.
 * @throws an Error if there is none
 */
export function filesOf(part: string): string[] {
  const patterns = [...(scripts[`test:${part}`] ?? `"${part}"`).matchAll(/"([^"]+)"/g)].map(
    ([, pattern = '']) => pattern,
  )
  const files = globSync(patterns, { cwd: ROOT }).toSorted()
  if (files.length === 0) throw new Error(`${part} has no files`)
  return files
}
