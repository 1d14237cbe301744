import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import {
  addProcess,
  codeLines,
  coveredFolders,
  type LineCoverage,
  type ProcessCoverage,
} from './line-coverage.ts'

const SOURCE = `/**
 * Says “größer”.
 */
export function size(number: number): string {
  if (number > 10) {
    return 'large'
  }
  return 'small' // or equal
}

export interface Unused {
  readonly member: string
}
export const never = (): string => 'never'
if (process.argv[2] === 'large') size(11)
else size(1)
`

/** What V8 writes when a program has run. */
function run(folder: string, file: string, argument: string): ProcessCoverage {
  const to = mkdtempSync(join(folder, 'coverage-'))
  const env = { ...process.env, NODE_V8_COVERAGE: to, NODE_DISABLE_COMPILE_CACHE: '1' }
  assert.equal(spawnSync(process.execPath, [file, argument], { env }).status, 0)
  const [name = ''] = readdirSync(to)
  return JSON.parse(readFileSync(join(to, name), 'utf8')) as ProcessCoverage
}

test('lines of code are counted, not those of comments and types', () => {
  assert.deepEqual(
    codeLines(SOURCE).map(({ number }) => number),
    [4, 5, 6, 7, 8, 9, 14, 15, 16],
  )
})

test('what several processes ran is added up, line by line and by folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-line-coverage-'))
  const file = join(folder, 'size.ts')
  writeFileSync(file, SOURCE)
  const coverage: LineCoverage = new Map()
  const fileOf = (url: string) =>
    url === pathToFileURL(file).href ? { name: 'one/size.ts', lines: codeLines(SOURCE) } : undefined
  addProcess(coverage, run(folder, file, 'small'), fileOf)
  const ran = (): number[] =>
    [...(coverage.get('one/size.ts') ?? [])].filter(([, count]) => count > 0).map(([number]) => number)
  assert.deepEqual(ran(), [4, 5, 8, 9, 14, 15, 16])
  addProcess(coverage, run(folder, file, 'large'), fileOf)
  assert.deepEqual(ran(), [4, 5, 6, 7, 8, 9, 14, 15, 16])
  rmSync(folder, { recursive: true })
  assert.deepEqual(
    coveredFolders(coverage, () => 'one'),
    [{ folder: 'one', files: 1, lines: 9, covered: 9 }],
  )
})
