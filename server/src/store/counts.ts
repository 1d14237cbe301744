import type { Store } from '../context.ts'
import type { Sql } from './sql/sql.ts'

/** For each provider with connections, a count for every status, even 0: an alert rule compares it with the count of an hour ago. */
const CONNECTIONS = `WITH listed AS (
    SELECT provider, status, COUNT(*) AS count FROM connection_listings GROUP BY provider, status)
  SELECT providers.provider, statuses.status, COALESCE(listed.count, 0) AS count
  FROM (SELECT DISTINCT provider FROM listed) AS providers
  CROSS JOIN (SELECT 'connected' AS status UNION ALL SELECT 'expiring_soon' UNION ALL SELECT 'disconnected') AS statuses
  LEFT JOIN listed ON listed.provider = providers.provider AND listed.status = statuses.status`
const SEND_REQUESTS = `SELECT CASE WHEN approved_at IS NOT NULL THEN 'approved' WHEN declined_at IS NOT NULL THEN 'declined'
    WHEN expires_at <= $1 THEN 'expired' ELSE 'pending' END AS status, COUNT(*) AS count
  FROM send_requests GROUP BY 1`
const QUEUED = 'SELECT COUNT(*) AS count, MIN(queued_at) AS "oldestAt" FROM queued_webhooks'

export function createCounts(sql: Sql): Store['counts'] {
  return {
    connections: () => sql.scan(CONNECTIONS, []),
    sendRequests: (now) => sql.scan(SEND_REQUESTS, [now]),
    async queuedWebhooks() {
      const [row] = await sql.scan<{ count: number; oldestAt: number | null }>(QUEUED, [])
      return row ?? { count: 0, oldestAt: null }
    },
  }
}
