import { startServer } from '@letterlock/server/start-server.ts'
import { readConfig } from '@letterlock/server/config.ts'

/*
 * Two servers in one process, with the same compiled code and memory, so that their difference is the cost of a feature. `OTHER` is JSON
 * with the different environment variables of one of them.
 */
const other = JSON.parse(process.env['OTHER'] ?? '{}') as Record<string, string>
const servers = [
  await startServer(readConfig({ ...process.env, ...other })),
  await startServer(readConfig(process.env)),
]
process.once(
  'SIGTERM',
  () => void Promise.all(servers.map((server) => server.close())).then(() => process.exit()),
)
