/**
 * Runs the hub once, so that its compiled code is kept beside the packages and the first start of a fresh checkout is as quick and as
 * small as every later one. `npm ci` does it; a machine on which it does not work only starts more slowly.
 */
import { createLetterlock } from '@letterlock/sdk'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from '../cli/src/launch.ts'

const folder = mkdtempSync(join(tmpdir(), 'letterlock-compile-'))
try {
  const server = await launch(
    'server',
    { LETTERLOCK_DATA_DIR: folder, LETTERLOCK_PORT: '0', LETTERLOCK_LOG_LEVEL: 'silent' },
    { prints: 'errors' },
  )
  const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
  await createLetterlock({ url: server.url, secretKey }).listConnections()
  await server.stop()
} catch (error) {
  process.stderr.write(`The hub could not be run ahead: ${(error as Error).message}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
