import { rmSync } from 'node:fs'
import { startServer, type LetterlockServer } from './start-server.ts'
import { commandIn, runCommand } from './commands/run-command.ts'
import { readConfig } from './config/config.ts'
import { withDotEnv } from './config/environment.ts'
import { unknownSettings } from './config/settings.ts'
import { reasonOf } from './kernel/reason-of.ts'

/*
 * Runs the server until SIGTERM or SIGINT; a second SIGINT ends it at once. A failed start prints one line per reason. A parent process with
 * an IPC channel (`child_process`) gets a message with the URLs and whether a setup link is printed; the server ends with it. `--temporary`
 * deletes the data directory at the end. The name of a command as the first argument runs that command instead.
 */

/** How long a stop may take, beyond its delay and the longest refresh: a refresh token whose replacement is not saved is lost. */
const STOP_MARGIN_MS = 5_000
let stopWithinMs = STOP_MARGIN_MS

// The reader of the output may have ended; the server continues.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

let started: Promise<LetterlockServer> | undefined
const stop = async (reason: string): Promise<void> => {
  const beganAt = performance.now()
  // A start that waits, as for another server's migration, has nothing to finish.
  const untilStarted = setTimeout(() => process.exit(1), STOP_MARGIN_MS)
  const server = await started
  clearTimeout(untilStarted)
  const log = server?.context.log
  const durationMs = (): number => Math.round(performance.now() - beganAt)
  log?.info({ reason }, 'server stopping')
  setTimeout(() => {
    log?.warn({ durationMs: durationMs() }, 'server stopped before its requests and refreshes had ended')
    process.exit(1)
  }, stopWithinMs).unref()
  await server?.close()
  log?.info({ durationMs: durationMs() }, 'server stopped')
  if (process.argv.includes('--temporary') && process.env['LETTERLOCK_DATA_DIR'])
    rmSync(process.env['LETTERLOCK_DATA_DIR'], { recursive: true, force: true })
  process.exit(0)
}
let stopping: Promise<void> | undefined
// A service manager signals the server and the command that started it, which passes the signal on: one that is repeated changes nothing.
for (const reason of ['SIGTERM', 'SIGINT', 'disconnect'] as const)
  process.on(reason, () => (stopping ??= stop(reason)))
process.once('SIGINT', () => process.once('SIGINT', () => process.exit(130)))

const args = process.argv.slice(2)
const command = commandIn(args)
if (command) process.exit(await runCommand(command, args, process.env))
const start = async (): Promise<LetterlockServer> => {
  const environment = withDotEnv(process.env)
  for (const warning of unknownSettings(environment)) process.stderr.write(`Warning: ${warning}\n`)
  const config = readConfig(environment)
  stopWithinMs = config.shutdownDelayMs + config.refreshTimeoutMs + STOP_MARGIN_MS
  return startServer(config, { ownsProcess: true })
}
started = start()
const server = await started.catch((error: unknown) => {
  process.stderr.write(`Letterlock cannot start: ${reasonOf(error)}\n`)
  process.exit(1)
})
process.send?.({ url: server.localUrl, publicUrl: server.url, needsSetup: server.setupUrl !== null })
if (server.setupUrl !== null)
  process.stdout.write(`Set up the dashboard, once, with this link: ${server.setupUrl}\n`)
