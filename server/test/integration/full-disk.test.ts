import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { readConfig } from '../../src/config/config.ts'
import { startServer } from '../../src/start-server.ts'

/* Needs Linux and root, for a file system of a few pages. */

const KILOBYTE = 1024

/** A new file system of this size; undefined where this user cannot mount one. */
function mountTiny(t: TestContext, kilobytes: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch (error) {
    rmSync(folder, { recursive: true })
    t.skip(`NO FULL DISK WAS TESTED: a file system cannot be mounted here (${String(error)})`)
    return undefined
  }
  t.after(() => {
    execFileSync('umount', ['--lazy', folder])
    rmSync(folder, { recursive: true })
  })
  return folder
}

/** Fills what is free but for this many bytes. @returns the file that fills it */
function fill(folder: string, leftBytes = 0): string {
  const { bavail, bsize } = statfsSync(folder)
  const file = join(folder, 'filler')
  writeFileSync(file, Buffer.alloc(bavail * bsize - leftBytes))
  return file
}

const FULL = {
  name: 'ConfigError',
  message: /^The disk that \S+ is on is full: free some space, and start again\./,
}

function startIn(folder: string) {
  const config = readConfig({ LETTERLOCK_DATA_DIR: join(folder, 'data'), LETTERLOCK_PORT: '0' })
  return startServer(config, { logTo: { write: () => undefined }, print: () => undefined })
}

test('a start on a full disk says so, whatever is written when it is full, and works when there is room', async (t) => {
  const folder = mountTiny(t, 8 * KILOBYTE)
  if (folder === undefined) return
  // At the key file, the lock, the database, and its first writes.
  for (const left of [0, 4, 8, 40, 256, 700, 740]) {
    const filler = fill(folder, left * KILOBYTE)
    await assert.rejects(startIn(folder), FULL, `${left} KB left`)
    if (left === 0) assert.deepEqual(readdirSync(join(folder, 'data')), [], 'no empty key')
    rmSync(filler)
    rmSync(join(folder, 'data'), { recursive: true })
  }
  const filler = fill(folder)
  await assert.rejects(startIn(folder), FULL)
  truncateSync(filler)
  await (await startIn(folder)).close()
  fill(folder)
  await assert.rejects(startIn(folder), FULL, 'a restart')
})
