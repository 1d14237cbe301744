import { rmSync } from 'node:fs'
import { constants } from 'node:os'
import { startServer, type LetterlockServer } from './start-server.ts'
import { commandIn, runCommand } from './commands/run-command.ts'
import { readConfig } from './config/config.ts'
import { withDotEnv } from './config/environment.ts'
import { unknownSettings } from './config/unknown-settings.ts'
import { endProcess } from './kernel/end-process.ts'
import { reasonOf } from './kernel/reason-of.ts'

/*
 * Runs the command that the first argument names; if it is interrupted, the exit code is 128 plus the number of the signal. Without a command,
 * runs the server until SIGTERM or SIGINT; a second SIGINT ends it at once. A failed start prints one line per reason. A parent process with
 * an IPC channel (`child_process`) gets a message with the URLs and whether a setup link is printed; the server ends with its parent.
 * `--temporary` deletes the data directory at the end, unless SIGKILL ends the server.
 */

// The reader of the output may have ended; the process continues.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

const args = process.argv.slice(2)
const command = commandIn(args)
if (command) {
  // Not `once`: a terminal and the parent process both send it, and the second must not cut short what runs on `exit`.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => process.exit(128 + constants.signals[signal]))
  process.exit(await runCommand(command, args, process.env))
}

const temporary = args.includes('--temporary') ? process.env['LETTERLOCK_DATA_DIR'] : undefined
// The only place that deletes it, so that the secret key in it is gone however the server ends.
if (temporary) process.on('exit', () => rmSync(temporary, { recursive: true, force: true, maxRetries: 3 }))

/** How long a stop may take, beyond its delay and the longest refresh: a refresh token whose replacement is not saved is lost. */
const STOP_MARGIN_MS = 5_000
let stopWithinMs = STOP_MARGIN_MS

const waiting = new AbortController()
const stop = async (reason: string): Promise<void> => {
  const beganAt = performance.now()
  // A start that waits for another server is aborted; one that works, such as on its own migration, is finished.
  waiting.abort(new Error('it was told to stop before it had started'))
  const server = await started
  const { log } = server.context
  const durationMs = (): number => Math.round(performance.now() - beganAt)
  log.info({ reason }, 'server stopping')
  setTimeout(() => {
    log.warn({ durationMs: durationMs() }, 'server stopped before its requests and refreshes had ended')
    process.exit(1)
  }, stopWithinMs).unref()
  await server.close()
  log.info({ durationMs: durationMs() }, 'server stopped')
  endProcess()
}
let stopping: Promise<void> | undefined
// A service manager signals both the server and the command that started it, which passes the signal on: a repeated signal changes nothing.
for (const reason of ['SIGTERM', 'SIGINT', 'disconnect'] as const)
  process.on(reason, () => (stopping ??= stop(reason)))
process.once('SIGINT', () => process.once('SIGINT', () => process.exit(130)))

const start = async (): Promise<LetterlockServer> => {
  const environment = withDotEnv(process.env)
  for (const warning of unknownSettings(environment)) process.stderr.write(`Warning: ${warning}\n`)
  const config = readConfig(environment)
  stopWithinMs = config.shutdownDelayMs + config.refreshTimeoutMs + STOP_MARGIN_MS
  return startServer(config, { ownsProcess: true, waitSignal: waiting.signal })
}
const started = start().catch((error: unknown) => {
  process.stderr.write(`Letterlock cannot start: ${reasonOf(error)}\n`)
  process.exit(1)
})
const server = await started
if (server.warning !== undefined) process.stderr.write(`\nWarning: ${server.warning}\n\n`)
// If the parent ended during the start, the channel is closed.
if (process.connected)
  process.send?.({ url: server.localUrl, publicUrl: server.url, needsSetup: server.setupUrl !== null })
if (server.setupUrl !== null)
  process.stdout.write(`Set up the dashboard once, with this link: ${server.setupUrl}\n`)
