import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { launch, type Server } from './launch.ts'

/** A process that never exits, as Node's may when its threads wait for each other. */
const STANDS_STILL = `
import { isMainThread } from 'node:worker_threads'
if (isMainThread) process.on('exit', () => process.kill(process.pid, 'SIGSTOP'))
`

for (const name of ['sandbox', 'server'] satisfies Server[])
  test(`${name}: one that has stopped and does not exit is ended`, { timeout: 60_000 }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'letterlock-launch-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const preload = join(folder, 'stands-still.mjs')
    writeFileSync(preload, STANDS_STILL)
    const launched = await launch(
      name,
      {
        NODE_OPTIONS: `--import=${preload}`,
        LETTERLOCK_SANDBOX_PORT: '0',
        LETTERLOCK_PORT: '0',
        LETTERLOCK_DATA_DIR: folder,
      },
      { prints: 'errors' },
    )
    t.after(() => launched.process.kill('SIGKILL'))
    await launched.stop()
    assert.deepEqual(await launched.ended, { how: 'by SIGKILL', isClean: true })
  })
