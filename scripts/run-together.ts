import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import manifest from '../package.json' with { type: 'json' }

/*
 * Runs parts of the tests in one go, such as `node scripts/run-together.ts resilience integration`. Some parts mostly compute and others
 * mostly wait, so their files are mixed evenly, and the processors are never idle. `--coverage` adds a table of the lines that ran, also in
 * the servers that tests start.
 */

const ROOT = join(import.meta.dirname, '..')
/** More than the processors of a small machine: a file that waits takes a place, too. */
const FILES_AT_ONCE = 4
const TIMEOUT_MS = 120_000
const IMPORTS = ['cache-compiled-code.ts', 'end-with-runner.ts']

const scripts: Readonly<Record<string, string>> = manifest.scripts

function filesOf(part: string): string[] {
  const patterns = [...(scripts[`test:${part}`] ?? '').matchAll(/"([^"]+)"/g)].map(
    ([, pattern = '']) => pattern,
  )
  const files = globSync(patterns, { cwd: ROOT }).toSorted()
  if (files.length === 0) throw new Error(`npm run test:${part} has no files`)
  return files
}

/** What tests start in a process of its own is the program as it is published: it starts with half of the work. */
function useBuiltPrograms(): void {
  const args = [join(ROOT, 'node_modules/tsdown/dist/run.mjs'), '--logLevel', 'error']
  const options = { cwd: join(ROOT, 'cli'), encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options)
  if (status !== 0) throw new Error(`the command cannot be built:\n${stdout}${stderr}`)
  process.env['NODE_OPTIONS'] = `${process.env['NODE_OPTIONS'] ?? ''} --conditions=letterlock-built`
}

const { values, positionals: parts } = parseArgs({
  options: { coverage: { type: 'boolean', default: false } },
  allowPositionals: true,
})
// V8 counts code that comes from the cache less exactly.
if (values.coverage) process.env['NODE_DISABLE_COMPILE_CACHE'] = '1'
else useBuiltPrograms()

const mixed = parts
  .flatMap((part) => filesOf(part).map((file, index, all) => ({ file, place: (index + 0.5) / all.length })))
  .toSorted((one, other) => one.place - other.place)
  .map(({ file }) => join(ROOT, file))

run({
  files: mixed,
  concurrency: FILES_AT_ONCE,
  timeout: TIMEOUT_MS,
  coverage: values.coverage,
  coverageIncludeGlobs: ['{cli,sandbox,sdk,server}/src/**'],
  coverageExcludeGlobs: ['**/*.test.{ts,tsx}', '**/*.contract.ts', '**/*.fixtures.ts'],
  execArgv: IMPORTS.flatMap((file) => ['--import', pathToFileURL(join(import.meta.dirname, file)).href]),
})
  .on('test:fail', () => (process.exitCode = 1))
  .compose(spec)
  .pipe(process.stdout)
