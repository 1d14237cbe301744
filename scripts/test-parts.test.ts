import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '..')
const PARTS = ['unit', 'integration', 'browser', 'conformance', 'resilience']
/** They install what is published, or what the site is built with, which takes minutes: CI runs them, beside `npm test`. */
const IN_CI = ['packages', 'docs']

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

const filesMatching = (patterns: string[]): string[] =>
  globSync(patterns, { cwd: ROOT, exclude: ['**/node_modules/**', '**/dist/**'] }).map((file) =>
    file.replaceAll('\\', '/'),
  )

const filesOf = (part: string): string[] =>
  filesMatching(
    [...(scripts[`test:${part}`] ?? '').matchAll(/"([^"]+)"/g)].map(([, pattern = '']) => pattern),
  )

test('every test file is in exactly one part of npm test', () => {
  const files = filesMatching(['**/*.{test,spec}.{ts,tsx,js,mjs,cjs}'])
  assert.ok(files.length > 100, `only ${files.length} test files were found`)
  assert.deepEqual([...PARTS, ...IN_CI].flatMap(filesOf).toSorted(), files.toSorted())
})

test('npm test checks first and then runs every part, the quick ones first', () => {
  assert.deepEqual(scripts['test']?.split(' && '), [
    'npm run check',
    ...PARTS.map((part) => `npm run test:${part}`),
  ])
  for (const part of PARTS) assert.ok(filesOf(part).length > 0, `${part} has no test`)
})

test('test files end with the runner', () => {
  assert.match(scripts['test:files'] ?? '', /--import \.\/scripts\/end-with-runner\.ts /)
  for (const part of [...PARTS, ...IN_CI])
    assert.match(scripts[`test:${part}`] ?? '', /^npm run test:files -- /)
})
