import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { lockFile } from './lock-file.ts'

function temporaryFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-lock-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'one.lock')
}

test('one at a time holds a lock', async (t) => {
  const path = temporaryFile(t)
  let holders = 0
  let done = 0
  const work = async (): Promise<void> => {
    const unlock = await lockFile(path)
    assert.equal(++holders, 1)
    await new Promise(setImmediate)
    holders--
    done++
    unlock()
  }
  await Promise.all(Array.from({ length: 10 }, work))
  assert.equal(done, 10)
})

test('another program waits for a lock, and a killed one leaves none behind', async (t) => {
  const path = temporaryFile(t)
  const module = JSON.stringify(new URL('lock-file.ts', import.meta.url).href)
  const script = `const { lockFile } = await import(${module})
    globalThis.unlock = await lockFile(${JSON.stringify(path)})
    process.stdout.write('held')
    setInterval(() => undefined, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  let locked = false
  const locking = lockFile(path).then((unlock) => {
    locked = true
    return unlock
  })
  // Longer than two polls.
  const other = temporaryFile(t)
  for (let round = 0; round < 2; round++) {
    const unlock = await lockFile(other)
    const second = lockFile(other)
    unlock()
    ;(await second)()
  }
  assert.equal(locked, false)
  holder.kill('SIGKILL')
  ;(await locking)()
})
