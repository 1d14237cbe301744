/**
 * Runs the hub once, so that its compiled code is kept beside the packages and the first start of a fresh checkout is as quick and as
 * small as every later one. `npm ci` does it; a machine on which it does not work only starts more slowly.
 */
import { createLetterlock } from '@letterlock/client'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, launch } from '../cli/src/launch.ts'

const folder = mkdtempSync(join(tmpdir(), 'letterlock-compile-'))
try {
  const port = await freePort()
  const hub = await launch(
    'hub',
    `http://127.0.0.1:${port}`,
    { LETTERLOCK_DATA: folder, LETTERLOCK_PORT: String(port), LETTERLOCK_LOG_LEVEL: 'silent' },
    { prints: 'errors' },
  )
  const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
  await createLetterlock({ url: hub.url, secretKey }).listConnections()
  await hub.stop()
} catch (error) {
  process.stderr.write(`The hub could not be run ahead: ${(error as Error).message}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
