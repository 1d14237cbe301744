import { rmSync } from 'node:fs'
import { startServer, type LetterlockServer } from './start-server.ts'
import { commandIn, runCommand } from './commands/run-command.ts'
import { readConfig } from './config/config.ts'
import { withDotEnv } from './config/environment.ts'
import { unknownSettings } from './config/settings.ts'
import { reasonOf } from './kernel/reason-of.ts'

/*
 * Runs the server until SIGTERM or SIGINT. A failed start prints one line per reason. A parent process with an IPC channel
 * (`child_process`) gets a message with the URLs and whether a setup link is printed; the server ends with it. `--temporary` deletes the data directory at the end.
 * The name of a command as the first argument runs that command instead.
 */
const SHUTDOWN_TIMEOUT_MS = 10_000

// The reader of the output may have ended; the server continues.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

let started: Promise<LetterlockServer> | undefined
const end = async (): Promise<void> => {
  setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref()
  await started?.then((server) => server.close())
  if (process.argv.includes('--temporary') && process.env['LETTERLOCK_DATA_DIR'])
    rmSync(process.env['LETTERLOCK_DATA_DIR'], { recursive: true, force: true })
  process.exit(0)
}
for (const reason of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(reason, () => void end())

const args = process.argv.slice(2)
const command = commandIn(args)
if (command) process.exit(await runCommand(command, args, process.env))
const start = async (): Promise<LetterlockServer> => {
  const environment = withDotEnv(process.env)
  for (const warning of unknownSettings(environment)) process.stderr.write(`Warning: ${warning}\n`)
  return startServer(readConfig(environment), { ownsProcess: true })
}
started = start()
const server = await started.catch((error: unknown) => {
  process.stderr.write(`Letterlock cannot start: ${reasonOf(error)}\n`)
  process.exit(1)
})
process.send?.({ url: server.localUrl, publicUrl: server.url, needsSetup: server.setupUrl !== null })
if (server.setupUrl !== null)
  process.stdout.write(`Set up the dashboard, once, with this link: ${server.setupUrl}\n`)
