import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { groupFiles } from './group-files.ts'
import { newTimes } from './slowest-files.ts'

const AFTER_LAST_FILE = import.meta.resolve('@letterlock/testing/after-last-file.ts')

function filesIn(t: TestContext, contents: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-grouped-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return Object.entries(contents).map(([name, text]) => {
    const file = join(folder, name)
    writeFileSync(file, `import { after, before, test } from 'node:test'\n${text}`)
    return file
  })
}

function runAll(
  entries: readonly string[],
  flags: readonly string[],
): { status: number | null; stdout: string } {
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env
  const args = [...flags, '--test', '--test-reporter=tap', ...entries]
  return spawnSync(process.execPath, args, { env, encoding: 'utf8' })
}

const usual = { noteUrl: 'file:///note.ts', secondsOf: () => 2 }

test('a file that measures its process has one of its own; the others are in groups', (t) => {
  const short = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.test.mjs`, '']))
  const files = filesIn(t, { ...short, 'memory.test.mjs': 'process.memoryUsage()' })
  using groups = groupFiles(files, usual)
  assert.deepEqual(
    groups.entries.map((entry) => basename(entry)),
    ['group-1.mjs', 'group-2.mjs', 'memory.test.mjs'],
  )
  using smaller = groupFiles(files, { ...usual, filesPerGroup: 5 })
  assert.equal(smaller.entries.length, 5)
})

test('every file is in one group; what takes long begins early, so that nothing runs alone at the end', (t) => {
  const names = Array.from({ length: 40 }, (_, index) => `${index + 1}.test.mjs`)
  const files = filesIn(t, Object.fromEntries(names.map((name) => [name, ''])))
  using groups = groupFiles(files, { ...usual, secondsOf: (file) => Number.parseInt(basename(file), 10) })
  const numbers = groups.entries.map((entry) =>
    [...readFileSync(entry, 'utf8').matchAll(/(\d+)\.test\.mjs"/g)].map(([, number]) => Number(number)),
  )
  assert.deepEqual(
    numbers.flat().toSorted((one, other) => one - other),
    names.map((name) => Number.parseInt(name, 10)),
  )
  const seconds = numbers.map((all) => all.reduce((sum, number) => sum + number, 0))
  assert.deepEqual(
    seconds,
    seconds.toSorted((one, other) => other - one),
  )
  assert.ok((seconds.at(-1) ?? 0) < 820 / seconds.length, `the last group takes ${seconds.at(-1)} s`)
})

test('the files of a group write to the temporary folder that is given', (t) => {
  const files = filesIn(t, {
    'where.test.mjs': `import { tmpdir } from 'node:os'\ntest(tmpdir(), () => undefined)`,
  })
  using times = newTimes()
  using groups = groupFiles(files, { ...usual, noteUrl: times.noteUrl, temporaryFolder: '/in/memory' })
  assert.match(runAll(groups.entries, []).stdout, / ok \d+ - \/in\/memory/)
})

test('files of a group run one after another, each with its own hooks; one that fails does not stop the next', (t) => {
  const files = filesIn(t, {
    'one.test.mjs': `import { afterLastFile } from ${JSON.stringify(AFTER_LAST_FILE)}
afterLastFile(async () => console.log('all ends'))
before(() => console.log('one begins')); after(() => console.log('one ends')); test('fails', () => { throw new Error('on purpose') })`,
    'two.test.mjs': `before(() => console.log('two begins')); after(() => console.log('two ends')); test('passes', () => undefined)`,
    'three.test.mjs': `throw new Error('cannot be imported')`,
  })
  using times = newTimes()
  // In this order, whatever each of them takes.
  const order = (file: string): number => files.length - files.indexOf(file)
  using groups = groupFiles(files, { noteUrl: times.noteUrl, secondsOf: order })
  const { status, stdout } = runAll(groups.entries, ['--import', times.noteUrl])
  assert.equal(status, 1, stdout)
  assert.deepEqual(stdout.match(/(?<=# )\w+ (?:begins|ends)/g), [
    'one begins',
    'one ends',
    'two begins',
    'two ends',
    'all ends',
  ])
  assert.match(stdout, /not ok \d+ - fails/)
  assert.match(stdout, / ok \d+ - passes/)
  assert.match(stdout, /cannot be imported/)
  const table = times.table('/')
  for (const file of files.slice(0, 2)) assert.ok(table.includes(basename(file)), table)
})
