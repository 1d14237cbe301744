import type { AlertRepository, QueuedAlert } from '../../alerts/alert.ts'
import { columnsOf, type RowOf } from '../sql/columns.ts'
import type { Sql, Statement } from '../sql/sql.ts'

const COLUMNS = columnsOf('queued_alerts', [
  'workspace_id',
  'cause',
  'recipient',
  'is_recovery',
  'queued_at',
  'attempt_count',
])

const RECORD = `INSERT INTO sent_alerts (workspace_id, cause, alerted_at, recovered_at, title) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (workspace_id, cause) DO UPDATE
  SET alerted_at = excluded.alerted_at, recovered_at = excluded.recovered_at, title = excluded.title`
const QUEUE = `INSERT INTO queued_alerts (workspace_id, cause, recipient, is_recovery, queued_at, due_at, attempt_count)
  VALUES ($1, $2, $3, $4, $5, $5, 0) ON CONFLICT (workspace_id, cause, recipient)`
const AGAIN =
  'DO UPDATE SET is_recovery = 0, queued_at = excluded.queued_at, due_at = excluded.due_at, attempt_count = 0'
const DROP_UNTOLD = 'DELETE FROM queued_alerts WHERE workspace_id = $1 AND cause = $2 AND is_recovery = 0'
const ONE = 'workspace_id = $1 AND cause = $2 AND recipient = $3'

type Queue = Pick<AlertRepository, 'queue' | 'due' | 'removeQueued' | 'postpone'>

/** The queue of alert messages, until they are delivered. */
export function createAlertQueue(sql: Sql): Queue {
  return {
    async queue({ workspaceId, cause, alertedAt, recoveredAt, title }, recipients, now) {
      const isRecovery = recoveredAt !== null
      const messages = recipients.map((recipient): Statement => ({
        text: `${QUEUE} ${isRecovery ? 'DO NOTHING' : AGAIN}`,
        values: [workspaceId, cause, recipient, isRecovery ? 1 : 0, now],
      }))
      // After the insertions, which keep alerts that were not delivered: their recipients need no message that they are resolved.
      const untold = isRecovery ? [{ text: DROP_UNTOLD, values: [workspaceId, cause] }] : []
      await sql.write([
        { text: RECORD, values: [workspaceId, cause, alertedAt, recoveredAt, JSON.stringify(title)] },
        ...messages,
        ...untold,
      ])
    },
    async due(now, limit) {
      const text = `SELECT ${COLUMNS} FROM queued_alerts WHERE due_at <= $1 ORDER BY due_at, workspace_id, cause, recipient LIMIT $2`
      const rows = await sql.all<RowOf<typeof COLUMNS>>(text, [now, limit])
      return rows.map((row): QueuedAlert => ({
        workspaceId: row.workspace_id,
        cause: row.cause,
        recipient: row.recipient,
        isRecovery: row.is_recovery === 1,
        queuedAt: row.queued_at,
        attemptCount: row.attempt_count,
      }))
    },
    async removeQueued({ workspaceId, cause, recipient }) {
      await sql.write([
        { text: `DELETE FROM queued_alerts WHERE ${ONE}`, values: [workspaceId, cause, recipient] },
      ])
    },
    async postpone({ workspaceId, cause, recipient }, dueAt) {
      const text = `UPDATE queued_alerts SET due_at = $4, attempt_count = attempt_count + 1 WHERE ${ONE}`
      await sql.write([{ text, values: [workspaceId, cause, recipient, dueAt] }])
    },
  }
}
