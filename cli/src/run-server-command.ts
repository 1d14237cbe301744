import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { NODE_ENVIRONMENT, NODE_FLAGS } from './launch.ts'

/**
 * Runs a command of the server, which works on its database directly, and passes signals on to it. Exits with its exit code, or with 128
 * and the number of the signal that ended it.
 */
export async function runServerCommand(...args: readonly string[]): Promise<never> {
  const main = fileURLToPath(import.meta.resolve('#server'))
  const child = spawn(process.execPath, [...NODE_FLAGS, main, ...args], {
    env: { ...NODE_ENVIRONMENT, ...process.env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  await once(child, 'exit')
  const { exitCode, signalCode } = child
  process.exit(exitCode ?? 128 + (signalCode ? constants.signals[signalCode] : 0))
}
