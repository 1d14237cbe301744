import type { Store } from '../context.ts'
import type { Sql } from './sql.ts'

const CONNECTIONS =
  'SELECT provider, status, COUNT(*) AS count FROM connection_listings GROUP BY provider, status'
const QUEUED = 'SELECT COUNT(*) AS count, MIN(queued_at) AS "oldestAt" FROM queued_webhooks'

export function createCounts(sql: Sql): Store['counts'] {
  return {
    connections: () => sql.scan(CONNECTIONS, []),
    async queuedWebhooks() {
      const [row] = await sql.scan<{ count: number; oldestAt: number | null }>(QUEUED, [])
      return row ?? { count: 0, oldestAt: null }
    },
  }
}
