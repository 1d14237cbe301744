import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '..')

/**
 * The maximum number of type assertions without a check, by workspace. They are where a value enters the program, such as `JSON.parse`, a
 * database row or a library without types. Lower a number with the assertions that you remove.
 */
const MOST: Readonly<Record<string, number>> = {
  cli: 12,
  dashboard: 6,
  examples: 1,
  sandbox: 6,
  scripts: 29,
  sdk: 4,
  server: 54,
}
/** Tests read responses by their parts, and fail when a part is not there. */
const isTest = (file: string): boolean =>
  /\.test\.tsx?$|\/test\/|^testing\/|^consumers\/|^bench\/|^evaluation\//.test(file)

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[]
}

test('unsafe type assertions become fewer, not more', () => {
  const { stdout } = spawnSync(
    join(ROOT, 'node_modules/.bin/oxlint'),
    ['-c', 'scripts/unsafe-type-assertions.json', '--type-aware', '-f', 'json', '.'],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  const { diagnostics } = JSON.parse(stdout) as Report
  const found = diagnostics
    .map(({ filename }) => filename.replaceAll('\\', '/'))
    .filter((file) => !isTest(file))
  assert.ok(found.length > 0, 'the rule finds nothing')
  const counts = Map.groupBy(found, (file) => file.split('/')[0] ?? '')
  const tooMany = [...counts].flatMap(([workspace, files]) =>
    files.length > (MOST[workspace] ?? 0)
      ? [`${workspace}: ${files.length}, at most ${MOST[workspace] ?? 0}`]
      : [],
  )
  assert.deepEqual(tooMany, [])
})
