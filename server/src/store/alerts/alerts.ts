import { CHANGED_AT_ONCE, type AlertGroup, type SentAlert } from '../../alerts/alert.ts'
import type { Store } from '../../context.ts'
import { idAt, newRandomToken } from '../../kernel/id.ts'
import { alertTitle } from '../../outbound/email-words/alert-title.ts'
import { createAlertQueue } from './alert-queue.ts'
import { createAlertSettings } from './alert-settings.ts'
import { columnsOf, type RowOf } from '../sql/columns.ts'
import type { Sql } from '../sql/sql.ts'

const SENT_COLUMNS = columnsOf('sent_alerts', [
  'workspace_id',
  'cause',
  'alerted_at',
  'recovered_at',
  'title',
])

/** These two event types can start an alert; any event of a connection with a recorded cause can resolve it. */
const CHANGED = `SELECT DISTINCT events.workspace_id AS "workspaceId", events.connection_id AS "connectionId", noted.cause
  FROM events LEFT JOIN alerting_connections AS noted ON noted.connection_id = events.connection_id
  WHERE events.id >= $1 AND events.connection_id > $2
    AND (noted.cause IS NOT NULL OR events.type IN ('connection.credential_failed', 'connection.expiring_soon'))
  ORDER BY events.connection_id LIMIT ${CHANGED_AT_ONCE}`

const undefinedOf = (
  sql: Sql,
): string => `SELECT connections.workspace_id AS "workspaceId", connections.id AS "connectionId", noted.cause
  FROM connections LEFT JOIN alerting_connections AS noted ON noted.connection_id = connections.id
  WHERE ((connections.provider NOT IN ${sql.listOf('$1')} AND connections.listed_status <> 'disconnected')
    OR noted.cause IS NOT NULL) AND connections.id > $2
  ORDER BY connections.id LIMIT ${CHANGED_AT_ONCE}`

const GROUPS = `SELECT workspace_id AS "workspaceId", cause, COUNT(*) AS count, MIN(since) AS since, MAX(since) AS "newestSince",
    MIN(connection_id) AS "subjectId" FROM alerting_connections GROUP BY workspace_id, cause
  UNION ALL
  SELECT workspace_id, 'webhook_endpoint ' || id || ' ' || status_reason, 1, COALESCE(failing_since, 0), COALESCE(failing_since, 0), id
    FROM webhook_endpoints WHERE status_reason IS NOT NULL
  UNION ALL
  SELECT oauth_apps.workspace_id, 'client_secret ' || oauth_apps.id, 1, MAX(client_secrets.created_at), MAX(client_secrets.created_at), oauth_apps.id
    FROM oauth_apps JOIN client_secrets ON client_secrets.oauth_app_id = oauth_apps.id
    GROUP BY oauth_apps.workspace_id, oauth_apps.id HAVING MAX(client_secrets.created_at) < $1`

export function createAlerts(sql: Sql): Store['alerts'] {
  const holder = newRandomToken()
  const acquire = `UPDATE alert_loop SET lease_holder = $1, lease_expires_at = ${sql.now} + $2
    WHERE id = 1 AND (lease_expires_at IS NULL OR lease_expires_at <= ${sql.now} OR lease_holder = $1) RETURNING looked_at AS "lookedAt"`
  return {
    ...createAlertSettings(sql),
    // May read a hundred thousand events, so it must not hold up requests.
    changedConnections: (since, after) => sql.scan(CHANGED, [idAt('evt', since), after]),
    undefinedConnections: (providers, after) =>
      sql.scan(undefinedOf(sql), [JSON.stringify(providers), after]),
    async note(workspaceId, connectionId, cause, now) {
      const forget = 'DELETE FROM alerting_connections WHERE connection_id = $1 AND cause <> $2'
      const add = `INSERT INTO alerting_connections (connection_id, workspace_id, cause, since) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING`
      await sql.write([
        { text: forget, values: [connectionId, cause ?? ''] },
        ...(cause === null ? [] : [{ text: add, values: [connectionId, workspaceId, cause, now] }]),
      ])
    },
    groups: (secretsBefore) => sql.all<AlertGroup>(GROUPS, [secretsBefore ?? 0]),
    async sent() {
      const rows = await sql.all<RowOf<typeof SENT_COLUMNS>>(`SELECT ${SENT_COLUMNS} FROM sent_alerts`, [])
      return rows.map((row): SentAlert => ({
        workspaceId: row.workspace_id,
        cause: row.cause,
        alertedAt: row.alerted_at,
        recoveredAt: row.recovered_at,
        title: alertTitle.parse(JSON.parse(row.title)),
      }))
    },
    ...createAlertQueue(sql),
    async acquire(leaseMs, now) {
      const first = 'INSERT INTO alert_loop (id, looked_at) VALUES (1, $1) ON CONFLICT DO NOTHING'
      if (!(await sql.one('SELECT id FROM alert_loop', []))) await sql.write([{ text: first, values: [now] }])
      return (await sql.change<{ lookedAt: number }>(acquire, [holder, leaseMs]))[0]?.lookedAt ?? null
    },
    extend(leaseMs) {
      const text = `UPDATE alert_loop SET lease_expires_at = ${sql.now} + $2 WHERE lease_holder = $1`
      return sql.write([{ text, values: [holder, leaseMs], mustChange: true }])
    },
    async release(lookedAt) {
      const text =
        'UPDATE alert_loop SET looked_at = $1, lease_holder = NULL, lease_expires_at = NULL WHERE lease_holder = $2'
      await sql.write([{ text, values: [lookedAt, holder] }])
    },
  }
}
