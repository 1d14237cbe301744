import type { SendRequestRecord } from '../email-marketing/send-request.ts'
import type { Store } from '../context.ts'
import { insertEvent } from './events.ts'
import type { Sql } from './sql.ts'

export function createConfirmations(sql: Sql): Store['confirmations'] {
  return {
    async insert(sendRequest, tokenHash) {
      const text =
        'INSERT INTO confirmation (token_hash, workspace_id, sending, expires_at) VALUES ($1, $2, $3, $4)'
      const { workspaceId, expiresAt } = sendRequest
      await sql.write([{ text, values: [tokenHash, workspaceId, JSON.stringify(sendRequest), expiresAt] }])
    },
    async find(workspaceId, tokenHash) {
      const text = `SELECT sending, used_at AS "usedAt" FROM confirmation
        WHERE workspace_id = $1 AND token_hash = $2`
      const row = await sql.one<{ sending: string; usedAt: number | null }>(text, [workspaceId, tokenHash])
      return row && { ...(JSON.parse(row.sending) as SendRequestRecord), usedAt: row.usedAt }
    },
    take(workspaceId, tokenHash, event, now) {
      const text = `UPDATE confirmation SET used_at = $1
        WHERE workspace_id = $2 AND token_hash = $3 AND used_at IS NULL AND expires_at > $1`
      return sql.write([
        { text, values: [now, workspaceId, tokenHash], mustChange: true },
        insertEvent(workspaceId, event, now),
      ])
    },
    async sweep(before) {
      await sql.write([{ text: 'DELETE FROM confirmation WHERE expires_at < $1', values: [before] }])
    },
  }
}
