import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkedFiles } from './test-files.ts'

const ROOT = join(import.meta.dirname, '..')
const PARTS = ['browser', 'conformance', 'integration', 'resilience', 'unit']
/** They take minutes to install packages or the site, or need Helm: CI runs them in addition to `npm test`. */
const IN_CI = ['packages', 'docs', 'chart']

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

test('npm test checks first, then runs the unit tests, and then every other part together', () => {
  assert.deepEqual(scripts['test']?.split(' && '), [
    'npm run check',
    'node scripts/run-together.ts unit',
    'npm run test:servers',
  ])
  const [program, file, ...together] = scripts['test:servers']?.split(' ') ?? []
  assert.deepEqual([program, file], ['node', 'scripts/run-together.ts'])
  assert.deepEqual(
    together.toSorted(),
    PARTS.filter((part) => part !== 'unit'),
  )
  for (const part of PARTS) assert.ok(filesOf(part).length > 0, `${part} has no test`)
})

test('each test file that npm run check runs is a unit test', () => {
  const checked = checkedFiles()
  assert.ok(checked.includes('scripts/test-parts.test.ts'))
  assert.deepEqual(
    checked.filter((file) => !filesOf('unit').includes(file)),
    [],
  )
})

test('test files end with the runner', () => {
  assert.match(scripts['test:files'] ?? '', /--import \.\/scripts\/end-with-runner\.ts /)
  for (const part of [...PARTS, ...IN_CI])
    assert.match(scripts[`test:${part}`] ?? '', /^npm run test:files -- /)
})

test('what stands before the colon of a test name is explained', () => {
  const contributing = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8')
  const security = readFileSync(join(ROOT, 'docs/security.md'), 'utf8')
  const names = filesMatching(['**/*.{test,contract}.{ts,tsx}']).flatMap((file) =>
    [
      ...readFileSync(join(ROOT, file), 'utf8').matchAll(
        /\b(?:test|it|suite)\(\s*[`']([A-Z][\w-]*\d[^:'`]*): /g,
      ),
    ].map(([, before = '']) => before),
  )
  const found = new Set(names.flatMap((before) => before.match(/\b[A-Z]{1,2}-?\d+\b/g) ?? []))
  assert.ok(found.size > 80, `only ${found.size} were found`)
  const unexplained = [...found].filter((number) =>
    number.includes('-')
      ? !security.includes(number)
      : !contributing.includes(`\`${number}\``) && !contributing.includes(`\`${number.charAt(0)}\``),
  )
  assert.deepEqual(unexplained, [])
})
