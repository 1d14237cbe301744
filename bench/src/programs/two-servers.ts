import { startServer } from '@letterlock/server/start-server.ts'
import { readConfig } from '@letterlock/server/config.ts'

/*
 * Two servers in one process. `OTHER` has, as JSON, what differs in the environment of one of them. Both run the same compiled code in the
 * same memory, so what they differ by is the cost of that.
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
