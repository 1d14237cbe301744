import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The version of all packages. */
export function packageVersion(root: string): string {
  const [, version] = /"version": "([^"]+)"/.exec(readFileSync(join(root, 'cli/package.json'), 'utf8')) ?? []
  if (version === undefined) throw new Error('cli/package.json has no version.')
  return version
}
