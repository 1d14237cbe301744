import { rmSync } from 'node:fs'
import { startServer, type LetterlockServer } from './app.ts'
import { readConfig } from './config/config.ts'
import { unknownSettings } from './config/settings.ts'

/**
 * Runs the hub until SIGTERM or SIGINT. What keeps it from starting is told in a line for each reason. Started over a channel
 * (`child_process` with `ipc`), it tells there where it listens, and ends with its parent, whatever ends that one. With
 * `--temporary` its data folder goes with it.
 */
const LONGEST_END_MS = 10_000

// Nobody may be reading any more; a server goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

let started: Promise<LetterlockServer> | undefined
const end = async (): Promise<void> => {
  setTimeout(() => process.exit(1), LONGEST_END_MS).unref()
  await started?.then((server) => server.close())
  if (process.argv.includes('--temporary') && process.env['LETTERLOCK_DATA_DIR'])
    rmSync(process.env['LETTERLOCK_DATA_DIR'], { recursive: true, force: true })
  process.exit(0)
}
for (const reason of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(reason, () => void end())

for (const warning of unknownSettings(process.env)) process.stderr.write(`Warning: ${warning}\n`)
const start = async (): Promise<LetterlockServer> =>
  startServer(readConfig(process.env), { ownsProcess: true })
started = start()
const server = await started.catch((error: unknown) => {
  process.stderr.write(`Letterlock cannot start: ${(error as Error).message}\n`)
  process.exit(1)
})
process.send?.({ url: server.localUrl, publicUrl: server.url })
if (server.setupUrl !== null)
  process.stdout.write(`Set up the dashboard, once, with this link: ${server.setupUrl}\n`)
