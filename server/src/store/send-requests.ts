import type { SendRequestRecord } from '../email-marketing/send-request.ts'
import type { Store } from '../context.ts'
import { insertEvent } from './events.ts'
import type { Sql } from './sql.ts'

export function createConfirmations(sql: Sql): Store['confirmations'] {
  return {
    async insert(sendRequest, tokenHash) {
      const text =
        'INSERT INTO send_requests (id_hash, workspace_id, payload, expires_at) VALUES ($1, $2, $3, $4)'
      const { workspaceId, expiresAt } = sendRequest
      await sql.write([{ text, values: [tokenHash, workspaceId, JSON.stringify(sendRequest), expiresAt] }])
    },
    async find(workspaceId, tokenHash) {
      const text = `SELECT payload, approved_at AS "usedAt" FROM send_requests
        WHERE workspace_id = $1 AND id_hash = $2`
      const row = await sql.one<{ payload: string; usedAt: number | null }>(text, [workspaceId, tokenHash])
      return row && { ...(JSON.parse(row.payload) as SendRequestRecord), usedAt: row.usedAt }
    },
    take(workspaceId, tokenHash, event, now) {
      const text = `UPDATE send_requests SET approved_at = $1
        WHERE workspace_id = $2 AND id_hash = $3 AND approved_at IS NULL AND expires_at > $1`
      return sql.write([
        { text, values: [now, workspaceId, tokenHash], mustChange: true },
        insertEvent(workspaceId, event, now),
      ])
    },
    async sweep(before) {
      await sql.write([{ text: 'DELETE FROM send_requests WHERE expires_at < $1', values: [before] }])
    },
  }
}
