import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

function check(t: TestContext, scripts: Record<string, string>): { status: number | null; stdout: string } {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-check-'))
  t.after(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'scripts'))
  cpSync(join(import.meta.dirname, 'check.ts'), join(folder, 'scripts/check.ts'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', scripts }))
  return spawnSync(process.execPath, ['scripts/check.ts'], { cwd: folder, encoding: 'utf8' })
}

test('check shows all that is wrong, and nothing of what is right', (t) => {
  const { status, stdout } = check(t, {
    'check:one': 'echo wrong in one && exit 3',
    'check:two': 'echo two is right',
    'check:three': 'echo wrong in three && exit 1',
    three: 'echo another script',
  })
  assert.equal(status, 1)
  assert.deepEqual(stdout.split('\n').filter(Boolean).toSorted(), [
    'npm run check:one failed.',
    'npm run check:three failed.',
    'wrong in one',
    'wrong in three',
  ])
})

test('check passes when all of it does', (t) => {
  assert.equal(check(t, { 'check:one': 'echo fine' }).status, 0)
})
