import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { text } from 'node:stream/consumers'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { pathToFileURL } from 'node:url'
import { startCluster } from '@letterlock/testing/postgres.ts'
import { secondsOf, writeSeconds } from './file-seconds.ts'
import { groupFiles } from './group-files.ts'
import { newMemoryFolder } from './memory-folder.ts'
import { newTimes } from './slowest-files.ts'
import { checkedFiles, filesOf } from './test-files.ts'

/*
 * Runs parts of the tests in one go, such as `node scripts/run-together.ts resilience integration`, or files. Mixes files of CPU-bound
 * parts with files that mostly wait, so that the processors are never idle. Skips the unit tests that `npm run check` has already run. At
 * its end it prints the slowest files; with `LETTERLOCK_TEST_WRITE_SECONDS=1` it writes to `file-seconds.json` how long each took.
 */

const ROOT = join(import.meta.dirname, '..')
/** The number of concurrent files. With its servers and browser, a file uses up to a gigabyte of memory. */
const FILES_AT_ONCE = Math.min(3 * availableParallelism() + 1, 9)
/** Timeout of a test. Its own waits end earlier, with a better message. */
const TIMEOUT_MS = 240_000
const IMPORTS = ['cache-compiled-code.ts', 'end-with-runner.ts']
/** Slow parts start early, so that nothing runs alone at the end. */
const LONG_PARTS: ReadonlyMap<string, LongPart> = new Map([
  ['resilience', { lastBegins: 0.6 }],
  // Its files wait more than they compute: in few groups, the first would end last.
  ['browser', { lastBegins: 0.3, filesPerGroup: 6 }],
])

interface LongPart {
  /** The fraction of the run by which the last file or group has started. */
  readonly lastBegins: number
  readonly filesPerGroup?: number
}
/**
 * Each file of these parts has its own process and writes to disk, where a commit takes long enough to be killed in the middle. The
 * others share processes, and write to memory.
 */
const PARTS_WITH_OWN_PROCESSES: ReadonlySet<string> = new Set(['resilience'])
/** A larger young generation, from the start, saves about a tenth of the CPU time of short-lived programs. */
const FLAGS = ['--max-semi-space-size=64', '--min-semi-space-size=32']

/** Child processes run the published bundle, which starts with half of the work. */
async function useBuiltPrograms(): Promise<void> {
  const args = [join(ROOT, 'node_modules/tsdown/dist/run.mjs'), '--logLevel', 'error']
  const build = spawn(process.execPath, args, { cwd: join(ROOT, 'cli'), stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, [status]] = await Promise.all([
    text(build.stdout),
    text(build.stderr),
    once(build, 'close'),
  ])
  if (status !== 0) throw new Error(`the command cannot be built:\n${stdout}${stderr}`)
  process.env['NODE_OPTIONS'] = `${process.env['NODE_OPTIONS'] ?? ''} --conditions=letterlock-built`
}

/** A PostgreSQL for all files, each of which has databases of its own there: starting one takes a second of processor time. */
async function startCommonPostgres(): Promise<AsyncDisposable | undefined> {
  if (process.env['LETTERLOCK_TEST_POSTGRES_URL']) return undefined
  const cluster = await startCluster({ maxConnections: 100 * FILES_AT_ONCE })
  process.env['LETTERLOCK_TEST_POSTGRES_URL'] = cluster.url
  process.env['LETTERLOCK_TEST_POSTGRES_TEMPORARY'] = '1'
  // Killed when this process exits; without this handler, a signal would leave it running.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  return cluster
}

const parts = process.argv.slice(2)
const startsPrograms = parts.some((part) => part !== 'unit')
await using stack = new AsyncDisposableStack()
if (startsPrograms) {
  const built = useBuiltPrograms()
  stack.use(await startCommonPostgres())
  await built
}

using times = newTimes()
using memory = newMemoryFolder()
const place = (part: string, index: number, count: number): number =>
  ((index + 0.5) / count) * (LONG_PARTS.get(part)?.lastBegins ?? 1)
const slowestFirst = (files: readonly string[]): string[] =>
  files.toSorted((one, other) => secondsOf(other) - secondsOf(one))
const absolute = (file: string): string => join(ROOT, file)
const group = (files: readonly string[], filesPerGroup?: number): readonly string[] =>
  stack.use(
    groupFiles(files.map(absolute), {
      noteUrl: times.noteUrl,
      secondsOf: (file) => secondsOf(relative(ROOT, file)),
      filesPerGroup,
      temporaryFolder: memory?.path,
    }),
  ).entries
const checked: ReadonlySet<string> = new Set(checkedFiles())
const short = parts
  .filter((part) => !LONG_PARTS.has(part))
  .flatMap((part) => (part === 'unit' ? filesOf(part).filter((file) => !checked.has(file)) : filesOf(part)))
const mixed = [
  ...parts
    .filter((part) => LONG_PARTS.has(part))
    .map((part) => {
      const files = filesOf(part)
      const entries = PARTS_WITH_OWN_PROCESSES.has(part)
        ? slowestFirst(files).map(absolute)
        : group(files, LONG_PARTS.get(part)?.filesPerGroup)
      return [part, entries] as const
    }),
  ['', group(short)] as const,
]
  .flatMap(([part, files]) => files.map((file, index) => ({ file, at: place(part, index, files.length) })))
  .toSorted((one, other) => one.at - other.at)
  .map(({ file }) => file)

const imports = [...IMPORTS.map((file) => pathToFileURL(join(import.meta.dirname, file)).href), times.noteUrl]
const events = run({
  files: mixed,
  concurrency: FILES_AT_ONCE,
  timeout: TIMEOUT_MS,
  execArgv: [...FLAGS, ...imports.flatMap((url) => ['--import', url])],
})
events.on('test:fail', () => (process.exitCode = 1))
for await (const line of events.compose(spec)) process.stdout.write(String(line))
process.stdout.write(times.table(ROOT))
if (process.env['LETTERLOCK_TEST_WRITE_SECONDS']) writeSeconds(times.seconds(ROOT))
