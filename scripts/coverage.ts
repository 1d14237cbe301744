import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { filesOf } from './test-files.ts'
import {
  addProcess,
  codeLines,
  coveredFolders,
  coveredLines,
  type CodeLine,
  type LineCoverage,
  type ProcessCoverage,
} from './line-coverage.ts'

/*
 * `npm run coverage`: line coverage of the tests and the servers that they start, by folder; then the files of server/src that no test
 * runs. `npm run coverage unit server/test/integration/jobs.test.ts` takes these parts and files alone. Each process writes its coverage.
 * Test files run in batches, so that this is read and deleted before it is too much.
 */

const ROOT = join(import.meta.dirname, '..')
const PARTS =
  process.argv.length > 2
    ? process.argv.slice(2)
    : ['unit', 'integration', 'conformance', 'resilience', 'browser']
const FILES_PER_PIECE = 12
const PIECES_AT_ONCE = 2
const PIECE_MS = 10 * 60_000
const EXCLUDED = ['**/*.test.{ts,tsx}', '**/*.contract.ts', '**/*.fixtures.ts', '**/*.d.ts']
const LEAST_COVERED = 10

const folder = mkdtempSync(join(tmpdir(), 'letterlock-coverage-'))
process.once('exit', () => rmSync(folder, { recursive: true }))

/** What is counted, by the URL of the module. */
const counted = new Map<string, { readonly name: string; readonly lines: readonly CodeLine[] }>(
  globSync('{cli,sandbox,sdk,server}/src/**/*.ts', { cwd: ROOT, exclude: EXCLUDED }).map((file) => {
    const path = join(ROOT, file)
    const name = file.replaceAll('\\', '/')
    return [pathToFileURL(path).href, { name, lines: codeLines(readFileSync(path, 'utf8')) }]
  }),
)

/** Runs test files, and adds what their processes have run. */
async function runPiece(coverage: LineCoverage, files: readonly string[], number: number): Promise<void> {
  const to = join(folder, String(number))
  mkdirSync(to)
  const args = [
    `--import=${join(import.meta.dirname, 'end-with-runner.ts')}`,
    '--test',
    '--test-concurrency=2',
    '--test-timeout=120000',
    '--test-reporter=dot',
    ...files,
  ]
  // V8 counts cached code less precisely.
  const env = { ...process.env, NODE_V8_COVERAGE: to, NODE_DISABLE_COMPILE_CACHE: '1' }
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
  for (const name of readdirSync(to)) {
    const written = readProcess(join(to, name))
    if (written) addProcess(coverage, written, (url) => counted.get(url))
  }
  rmSync(to, { recursive: true })
}

/** undefined if the process was killed while it wrote. */
function readProcess(file: string): ProcessCoverage | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessCoverage
  } catch {
    return undefined
  }
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
    for (let next = waiting.shift(); next; next = waiting.shift()) await runPiece(coverage, next[1], next[0])
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

const never = [...counted.values()].filter(
  ({ name, lines }) => name.startsWith('server/src/') && lines.length > 0 && !coverage.has(name),
)
process.stdout.write(`\nFiles of server/src that no test loads: ${never.length}\n`)
for (const { name } of never) process.stdout.write(`        ${name}\n`)
