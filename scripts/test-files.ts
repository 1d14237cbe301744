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
  const files = filesIn(scripts[`test:${part}`] ?? `"${part}"`)
  if (files.length === 0) throw new Error(`${part} has no files`)
  return files
}

/** The test files that `npm run check` runs. */
export function checkedFiles(): string[] {
  return filesIn(scripts['check:rules'] ?? '')
}

function filesIn(command: string): string[] {
  const patterns = [...command.matchAll(/"([^"]+)"/g)].map(([, pattern = '']) => pattern)
  return globSync(patterns, { cwd: ROOT }).toSorted()
}
