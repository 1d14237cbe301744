import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isEveryAddress } from '@letterlock/server/loopback.ts'
import { SETTINGS } from '@letterlock/server/settings.ts'
import { CliError } from './cli-error.ts'
import { isLocked } from './lock-file.ts'
import { ownCommand } from './own-command.ts'
import { parseObject } from './parse-object.ts'
import { dataDirectory, setting } from './server-access.ts'

const TIMEOUT_MS = 2000

/**
 * A data directory and a port are for one server. Without this check, a second server would fail with the error of whatever it touches
 * first, such as the sandbox's file.
 * @param flags of `start`, which the suggested command repeats
 * @throws CliError that says where the first server is
 */
export async function assertNotRunning(flags: string): Promise<void> {
  const address = join(dataDirectory(), 'address')
  const here = existsSync(address) ? readFileSync(address, 'utf8').trim() : undefined
  if (here !== undefined && (await isLocked(join(dataDirectory(), 'server.lock'))) && (await answers(here)))
    throw new CliError(
      `Letterlock is running already, at ${here}, with the data in ${dataDirectory()}.`,
      `Use that one, or stop it with Ctrl-C in its terminal. A second one needs its own data and ports: ${second(flags)}`,
    )
  const port = setting(SETTINGS.port.name) ?? SETTINGS.port.default
  const there = urlOf(setting(SETTINGS.host.name) ?? SETTINGS.host.default, port)
  if (port !== '0' && (await answers(there)))
    throw new CliError(
      `Another Letterlock is running already, at ${there}, with other data.`,
      `Stop it with Ctrl-C in its terminal, or choose other ports: ${second(flags)}`,
    )
}

/** A command line that works while a server with the default settings runs. */
function second(flags: string): string {
  const sandbox = flags.includes('--sandbox') ? 'LETTERLOCK_SANDBOX_PORT=4411 ' : ''
  return `${sandbox}${ownCommand(`start ${flags}--data ./other-data --port 4410`)}`
}

/** Whether Letterlock answers there and is not shutting down. */
async function answers(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    () => undefined,
  )
  const { status } = parseObject((await response?.text().catch(() => '')) ?? '') ?? {}
  return status === 'ready'
}

function urlOf(host: string, port: string): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  const reached = isEveryAddress(bare) ? '127.0.0.1' : bare
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
}
