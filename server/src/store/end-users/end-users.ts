import type { Store } from '../../context.ts'
import { newId } from '../../kernel/id.ts'
import { recordRemoval } from './end-user-removals.ts'
import { insertEvent } from '../events/events.ts'
import type { Sql } from '../sql/sql.ts'

export function createEndUsers(sql: Sql): Store['endUsers'] {
  const listed = sql.listOf('$1')
  const deleteCalls = `DELETE FROM calls WHERE connection_id IN ${listed} RETURNING id`
  const deleteDeliveries = `DELETE FROM webhook_deliveries
    WHERE event_id IN (SELECT id FROM events WHERE connection_id IN ${listed}) RETURNING id`
  const deleteSessions =
    'DELETE FROM connect_sessions WHERE workspace_id = $1 AND end_user_id = $2 RETURNING id'
  return {
    async erase(workspaceId, endUserId, connectionIds) {
      const ids = JSON.stringify(connectionIds)
      const sessions = await sql.change(deleteSessions, [workspaceId, endUserId])
      const calls = await sql.change(deleteCalls, [ids])
      const deliveries = await sql.change(deleteDeliveries, [ids])
      return {
        connectSessionCount: sessions.length,
        callCount: calls.length,
        webhookDeliveryCount: deliveries.length,
      }
    },
    async eraseCalls(connectionIds) {
      const ids = JSON.stringify(connectionIds)
      await sql.change(`DELETE FROM call_totals WHERE connection_id IN ${listed} RETURNING hour`, [ids])
      return (await sql.change(deleteCalls, [ids])).length
    },
    async recordRemoval(workspaceId, endUserId, now) {
      await sql.write(recordRemoval(workspaceId, endUserId, now))
    },
    async recordErasure(workspaceId, event, now) {
      const id = newId('evt', new Date(now))
      await sql.write([insertEvent(workspaceId, event, now, id)])
      return id
    },
  }
}
