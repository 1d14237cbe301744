import { startHub } from './app.ts'
import { readConfig } from './config.ts'

/** Runs the hub until SIGTERM or SIGINT. What keeps it from starting is told in one line. */
const hub = await startHub(readConfig(process.env)).catch((error: unknown) => {
  process.stderr.write(`Letterlock cannot start: ${(error as Error).message}\n`)
  process.exit(1)
})
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void hub.close().then(() => process.exit(0)))
if (hub.setUpUrl !== null)
  process.stdout.write(`Set up the dashboard, once, with this link: ${hub.setUpUrl}\n`)
