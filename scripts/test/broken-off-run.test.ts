import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const PROGRAM = `
import { startCluster } from ${JSON.stringify(import.meta.resolve('@letterlock/testing/postgres.ts'))}
const { url } = await startCluster()
console.log(url)
process.exit(3)`

test('a test run that is broken off leaves no data of its PostgreSQL', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-broken-off-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  // PostgreSQL has a user of its own where the tests run as root.
  chmodSync(folder, 0o755)
  const { NODE_TEST_CONTEXT: _context, ...rest } = process.env
  const env = { ...rest, TMPDIR: folder }
  const args = ['--input-type=module', '--eval', PROGRAM]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  assert.equal(status, 3, stderr)
  assert.match(stdout, /^postgres:/)
  assert.deepEqual(readdirSync(folder), [])
})
