/** Prints what CHANGELOG.md says about the packages' version: the text of its release. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageVersion } from './package-version.ts'
import { changesIn } from './versioned-files.ts'

const ROOT = join(import.meta.dirname, '../..')
process.stdout.write(changesIn(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'), packageVersion(ROOT)))
