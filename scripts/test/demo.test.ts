import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

test('npm run demo verifies every step', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, '../demo.ts')])
  assert.match(stdout, /All 34 steps were verified\.\n$/)
})
