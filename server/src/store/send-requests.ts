import type { SendRequestRecord } from '../email-marketing/send-request.ts'
import { hashToken } from '../kernel/id.ts'
import type { Store } from '../context.ts'
import { insertInto, renamedColumnsOf, type RowOf } from './columns.ts'
import { insertEvent } from './events.ts'
import type { Sql } from './sql.ts'

const COLUMNS = renamedColumnsOf('send_requests', {
  payload: 'payload',
  usedAt: 'approved_at',
  declinedAt: 'declined_at',
})

const recordOf = (payload: string): SendRequestRecord => JSON.parse(payload) as SendRequestRecord

export function createSendRequests(sql: Sql): Store['sendRequests'] {
  return {
    async insert(sendRequest, event) {
      const row = insertInto('send_requests', {
        id_hash: hashToken(sendRequest.id),
        workspace_id: sendRequest.workspaceId,
        connection_id: sendRequest.connectionId,
        campaign_id: sendRequest.campaignId,
        payload: JSON.stringify(sendRequest),
        created_at: sendRequest.createdAt,
        expires_at: sendRequest.expiresAt,
      })
      await sql.write([row, insertEvent(sendRequest.workspaceId, event, sendRequest.createdAt)])
    },
    async waiting(workspaceId, now) {
      const text = `SELECT payload FROM send_requests
        WHERE workspace_id = $1 AND expires_at > $2 AND approved_at IS NULL AND declined_at IS NULL
        ORDER BY created_at DESC LIMIT 50`
      const rows = await sql.all<Pick<RowOf<typeof COLUMNS>, 'payload'>>(text, [workspaceId, now])
      const requests = rows.map(({ payload }) => recordOf(payload))
      return requests.filter(({ byUser }) => byUser).slice(0, 10)
    },
    async find(workspaceId, id) {
      const text = `SELECT ${COLUMNS} FROM send_requests
        WHERE workspace_id = $1 AND id_hash = $2`
      const row = await sql.one<RowOf<typeof COLUMNS>>(text, [workspaceId, hashToken(id)])
      if (!row) return undefined
      const { payload, ...times } = row
      return { ...recordOf(payload), ...times }
    },
    take(workspaceId, id, event, now) {
      const text = `UPDATE send_requests SET approved_at = $1
        WHERE workspace_id = $2 AND id_hash = $3 AND approved_at IS NULL AND declined_at IS NULL AND expires_at > $1
          AND NOT EXISTS (SELECT 1 FROM send_requests AS other
            WHERE other.connection_id = send_requests.connection_id AND other.campaign_id = send_requests.campaign_id
              AND other.approved_at >= send_requests.created_at)`
      return sql.write([
        { text, values: [now, workspaceId, hashToken(id)], mustChange: true },
        insertEvent(workspaceId, event, now),
      ])
    },
    decline(workspaceId, id, event, now) {
      const text = `UPDATE send_requests SET declined_at = $1
        WHERE workspace_id = $2 AND id_hash = $3 AND approved_at IS NULL AND declined_at IS NULL AND expires_at > $1`
      return sql.write([
        { text, values: [now, workspaceId, hashToken(id)], mustChange: true },
        insertEvent(workspaceId, event, now),
      ])
    },
    async sweep(before) {
      await sql.write([{ text: 'DELETE FROM send_requests WHERE expires_at < $1', values: [before] }])
    },
  }
}
