import { rmSync } from 'node:fs'
import { startHub, type Hub } from './app.ts'
import { readConfig } from './config.ts'
import { unknownSettings } from './settings.ts'

/**
 * Runs the hub until SIGTERM or SIGINT. What keeps it from starting is told in a line for each reason. Started over a channel
 * (`child_process` with `ipc`), it tells there where it listens, and ends with its parent, whatever ends that one. With
 * `--temporary` its data folder goes with it.
 */
const LONGEST_END_MS = 10_000

// Nobody may be reading any more; a server goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

let started: Promise<Hub> | undefined
const end = async (): Promise<void> => {
  setTimeout(() => process.exit(1), LONGEST_END_MS).unref()
  await started?.then((hub) => hub.close())
  if (process.argv.includes('--temporary') && process.env['LETTERLOCK_DATA'])
    rmSync(process.env['LETTERLOCK_DATA'], { recursive: true, force: true })
  process.exit(0)
}
for (const reason of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(reason, () => void end())

for (const warning of unknownSettings(process.env)) process.stderr.write(`Warning: ${warning}\n`)
const start = async (): Promise<Hub> => startHub(readConfig(process.env), { ownsProcess: true })
started = start()
const hub = await started.catch((error: unknown) => {
  process.stderr.write(`Letterlock cannot start: ${(error as Error).message}\n`)
  process.exit(1)
})
process.send?.({ url: hub.localUrl, publicUrl: hub.url })
if (hub.setUpUrl !== null)
  process.stdout.write(`Set up the dashboard, once, with this link: ${hub.setUpUrl}\n`)
