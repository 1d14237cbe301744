/*
 * Writes the packages' version to everything else that states it, and gives the changes in CHANGELOG.md their heading. The release
 * workflow runs it after `changeset version`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageVersion } from './package-version.ts'
import { dateChangelog, VERSIONED_FILES } from './versioned-files.ts'

const ROOT = join(import.meta.dirname, '../..')
const edit = (file: string, change: (text: string) => string): void =>
  writeFileSync(join(ROOT, file), change(readFileSync(join(ROOT, file), 'utf8')))

const version = packageVersion(ROOT)
for (const [file, pattern] of VERSIONED_FILES)
  edit(file, (text) => text.replaceAll(pattern, (_, before: string) => before + version))
edit('CHANGELOG.md', (text) => dateChangelog(text, version, new Date()))
process.stdout.write(`${version}\n`)
