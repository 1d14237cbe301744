import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filesOf } from './test-files.ts'
import { addLcov, coveredFolders, coveredLines, type LineCoverage } from './line-coverage.ts'

/*
 * `npm run coverage`: which lines the unit and integration tests run, also in the servers that they start, by folder; then the files of
 * server/src that none of them runs. The files are tested in pieces: Node adds up what all processes of a run have covered at its end,
 * which takes longer with each process.
 */

const ROOT = join(import.meta.dirname, '..')
const PARTS = process.argv.length > 2 ? process.argv.slice(2) : ['unit', 'integration']
const FILES_PER_PIECE = 12
const PIECES_AT_ONCE = 2
const PIECE_MS = 10 * 60_000
const INCLUDED = '{cli,sandbox,sdk,server}/src/**'
const EXCLUDED = ['**/*.test.{ts,tsx}', '**/*.contract.ts', '**/*.fixtures.ts']
const LEAST_COVERED = 10

const folder = mkdtempSync(join(tmpdir(), 'letterlock-coverage-'))
process.once('exit', () => rmSync(folder, { recursive: true }))

/** @returns what Node's `lcov` reporter has written */
async function runPiece(files: readonly string[], number: number): Promise<string> {
  const to = join(folder, `${number}.lcov`)
  const args = [
    `--import=${join(import.meta.dirname, 'end-with-runner.ts')}`,
    '--test',
    '--test-concurrency=2',
    '--test-timeout=120000',
    '--experimental-test-coverage',
    `--test-coverage-include=${INCLUDED}`,
    ...EXCLUDED.map((glob) => `--test-coverage-exclude=${glob}`),
    '--test-reporter=lcov',
    `--test-reporter-destination=${to}`,
    '--test-reporter=dot',
    '--test-reporter-destination=stdout',
    ...files,
  ]
  // V8 counts code that comes from the cache less exactly.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' }
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env,
    stdio: ['pipe', 'inherit', 'inherit'],
    timeout: PIECE_MS,
  })
  await once(child, 'exit')
  if (child.exitCode !== 0) {
    process.exitCode = 1
    process.stdout.write(`\nNot all of these passed in time: ${files.join(' ')}\n`)
  }
  return existsSync(to) ? readFileSync(to, 'utf8') : ''
}

/** Types and comments alone are never run. */
function hasCode(file: string): boolean {
  const code = stripTypeScriptTypes(readFileSync(join(ROOT, file), 'utf8'))
  return code.replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, '').trim() !== ''
}

const percent = (covered: number, lines: number): string =>
  (lines === 0 ? 100 : (covered / lines) * 100).toFixed(1).padStart(6)

const files = PARTS.flatMap(filesOf)
const pieces = Array.from({ length: Math.ceil(files.length / FILES_PER_PIECE) }, (_, index) =>
  files.filter((_file, place) => place % Math.ceil(files.length / FILES_PER_PIECE) === index),
)
const coverage: LineCoverage = new Map()
const waiting = [...pieces.entries()]
await Promise.all(
  Array.from({ length: PIECES_AT_ONCE }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      addLcov(coverage, await runPiece(next[1], next[0]))
  }),
)

const folderOf = (file: string): string =>
  file
    .split('/')
    .slice(0, file.startsWith('server/') ? 3 : 2)
    .join('/')
process.stdout.write('\n\n lines  files  folder\n')
for (const row of coveredFolders(coverage, folderOf))
  process.stdout.write(`${percent(row.covered, row.lines)} ${String(row.files).padStart(6)}  ${row.folder}\n`)

const ofServer = [...coverage].filter(([file]) => file.startsWith('server/src/'))
const least = ofServer
  .map(([file, lines]) => ({ file, covered: coveredLines(lines), lines: lines.size }))
  .toSorted((one, other) => one.covered / one.lines - other.covered / other.lines)
  .slice(0, LEAST_COVERED)
process.stdout.write('\nLeast covered files of server/src\n')
for (const { file, covered, lines } of least) process.stdout.write(`${percent(covered, lines)}  ${file}\n`)

const never = globSync('server/src/**/*.ts', { cwd: ROOT, exclude: EXCLUDED }).filter(
  (file) => !coverage.has(file.replaceAll('\\', '/')) && !file.endsWith('.d.ts') && hasCode(file),
)
process.stdout.write(`\nFiles of server/src that no test loads: ${never.length}\n`)
for (const file of never.toSorted()) process.stdout.write(`        ${file}\n`)
