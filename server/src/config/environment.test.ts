import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { readDotEnv } from './environment.ts'
import { lockDataDirectory } from './lock-data-directory.ts'

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-environment-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

test('a line of .env that sets nothing is an error with its number, and never with its text', (t) => {
  const folder = folderOf(t)
  const read = (text: string) => {
    writeFileSync(join(folder, '.env'), text)
    return { ...readDotEnv({ LETTERLOCK_DATA_DIR: folder }) }
  }
  assert.deepEqual(read('# a comment\n\nA=1\n  B = "two\nlines"\nexport C=3 # why\nD=\n'), {
    A: '1',
    B: 'two\nlines',
    C: '3',
    D: '',
  })
  assert.throws(() => read('A=1\nB="two\nlines"\nLETTERLOCK_LOG_LEVEL debug\n'), {
    name: 'ConfigError',
    message: `Line 4 of ${join(folder, '.env')} is not NAME=value.`,
  })
  rmSync(join(folder, '.env'))
  mkdirSync(join(folder, '.env'))
  assert.throws(() => readDotEnv({ LETTERLOCK_DATA_DIR: folder }), /\.env cannot be read/)
})

test('a lock that cannot be written is not said to be another server’s', (t) => {
  const folder = folderOf(t)
  const unlock = lockDataDirectory(folder)
  assert.throws(() => lockDataDirectory(folder), /Another server uses the data directory/)
  unlock()
  mkdirSync(join(folder, 'away'))
  mkdirSync(join(folder, 'away', 'server.lock'))
  assert.throws(() => lockDataDirectory(join(folder, 'away')), /server\.lock cannot be written: /)
})
