import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startWorld } from '@letterlock/testing/world.ts'
import { MAIN } from './main.ts'
import { finish } from './run-command.ts'

const run = (...args: string[]): ReturnType<typeof finish> =>
  finish(spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, NO_COLOR: '1' } }))

interface Effective {
  readonly name: string
  readonly value: string | null
  readonly from: string
}

test('config shows what a server that is started with these flags would use, and that it comes from them', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const flags = ['--data', folder, '--port', '4477', '--host', '127.0.0.2', '--database', 'postgres://db/one']
  const { code, out, err } = await run('config', '--json', ...flags)
  assert.equal(code, 0, err)
  const shown = (JSON.parse(out) as Effective[]).filter(({ from }) => from.startsWith('--'))
  assert.deepEqual(
    shown.map(({ name, value, from }) => [name, value, from]),
    [
      ['LETTERLOCK_HOST', '127.0.0.2', '--host'],
      ['LETTERLOCK_PORT', '4477', '--port'],
      ['LETTERLOCK_DATA_DIR', folder, '--data'],
      ['LETTERLOCK_DATABASE_URL', '••••••', '--database'],
    ],
  )
  const refused = await run('encryption-keys', 'verify', '--database', 'postgres://user:secret-1@db/one')
  assert.equal(refused.code, 2)
  assert.match(refused.err, /has a password, which other users/)
  assert.doesNotMatch(refused.err, /secret-1/)
})

test('the commands that work on the database find it with --data, like the start', async (t) => {
  await using world = await startWorld()
  const { dataDirectory } = world.config
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const verified = await run('encryption-keys', 'verify', '--data', dataDirectory)
  assert.equal(verified.code, 0, verified.err)
  assert.match(verified.out, /Everything can be decrypted/)
  const file = join(folder, 'copy.db')
  const copied = await run('backup', file, '--data', dataDirectory)
  assert.deepEqual([copied.code, existsSync(file)], [0, true], copied.err)
  const refused = await run('restore', file, '--data', dataDirectory)
  assert.equal(refused.code, 1)
  assert.match(refused.err, /is running|uses the data directory|is not overwritten/)
})
