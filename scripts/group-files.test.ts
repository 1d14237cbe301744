import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

test('a file that measures its process has one of its own; the others are in groups', (t) => {
  const short = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.test.mjs`, '']))
  const files = filesIn(t, { ...short, 'memory.test.mjs': 'process.memoryUsage()' })
  using groups = groupFiles(files, 'file:///note.ts')
  const [memory = '', ...entries] = groups.entries
  assert.equal(basename(memory), 'memory.test.mjs')
  assert.deepEqual(
    entries.map((entry) => basename(entry)),
    ['group-1.mjs', 'group-2.mjs', 'group-3.mjs'],
  )
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
  using groups = groupFiles(files, times.noteUrl)
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env
  const args = ['--import', times.noteUrl, '--test', '--test-reporter=tap', ...groups.entries]
  const { status, stdout } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
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
