import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

test('npm run demo walks the whole journey', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, '../demo.ts')])
  assert.match(stdout, /Every one of the 33 steps was verified\.\n$/)
})
