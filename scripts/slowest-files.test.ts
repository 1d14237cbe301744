import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { newTimes } from './slowest-files.ts'

test('the table has the time of each test file, and the processor time of what it has started', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-slowest-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const works =
    'const used = () => Object.values(process.cpuUsage()).reduce((a, b) => a + b); const end = used() + 300_000; while (used() < end);'
  const files = {
    'idle.test.mjs': `import { test } from 'node:test'\ntest('idle', () => undefined)`,
    'works.test.mjs': `import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
test('works', () => void spawnSync(process.execPath, ['-e', ${JSON.stringify(works)}]))`,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  using times = newTimes()
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env
  writeFileSync(join(folder, 'group.mjs'), works.replace('300_000', '1_200_000'))
  const args = ['--import', times.noteUrl, '--test', ...Object.keys(files), 'group.mjs']
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' })
  assert.equal(status, 0, stdout)
  const rows = [...times.table(folder).matchAll(/^ +([\d.]+) +([\d.]+) {2}(\S+)$/gm)]
  const seconds = rows.map(([, time]) => Number(time))
  assert.deepEqual(
    seconds,
    seconds.toSorted((one, other) => other - one),
    'the slowest is the first',
  )
  const processorOf = new Map(rows.map(([, , processor, file]) => [file, Number(processor)]))
  assert.deepEqual(new Set(processorOf.keys()), new Set(Object.keys(files)))
  // Only Linux reports the CPU time of child processes.
  if (existsSync('/proc/self/stat')) assert.ok((processorOf.get('works.test.mjs') ?? 0) >= 0.3)
  // The work after the last file of a process counts, too.
  const [, total] = /worked (\d+) s for 2 files/.exec(times.table(folder)) ?? []
  const listed = [...processorOf.values()].reduce((sum, processor) => sum + processor, 0)
  assert.ok(Number(total) - listed > 0.6, `${total} of ${listed}`)
})
