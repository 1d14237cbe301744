/*
 * Runs the server once, so that its compiled code is cached and its first start is as fast as later ones. `npm ci` runs this script; if
 * it fails, the server only starts more slowly.
 */
import { Letterlock } from '@letterlock/sdk'
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
  await new Letterlock({ url: server.url, secretKey, maxRetries: 0 }).connections.list()
  await server.stop()
} catch (error) {
  process.stderr.write(
    `Running the server in advance failed: ${error instanceof Error ? error.message : String(error)}\n`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
