import type { Store } from '../../context.ts'
import { newId } from '../../kernel/id.ts'
import { recordRemoval } from './end-user-removals.ts'
import { insertEvent } from '../events/events.ts'
import { changeInPages } from '../sql/change-in-pages.ts'
import { deleteInPieces } from '../sql/delete-in-pieces.ts'
import type { Sql } from '../sql/sql.ts'

export function createEndUsers(sql: Sql): Store['endUsers'] {
  const listed = sql.listOf('$1')
  // In pieces: a connection may have hundreds of thousands of calls.
  const deleteCalls = (connectionIds: readonly string[]): Promise<number> =>
    deleteInPieces(sql, {
      table: 'calls',
      key: ['id'],
      where: `connection_id IN ${listed}`,
      values: [JSON.stringify(connectionIds)],
    })
  return {
    async erase(workspaceId, endUserId, connectionIds) {
      const connectSessionCount = await deleteInPieces(sql, {
        table: 'connect_sessions',
        key: ['id'],
        where: 'workspace_id = $1 AND end_user_id = $2',
        values: [workspaceId, endUserId],
      })
      const callCount = await deleteCalls(connectionIds)
      const webhookDeliveryCount = await deleteDeliveries(sql, connectionIds)
      return { connectSessionCount, callCount, webhookDeliveryCount }
    },
    async eraseCalls(connectionIds) {
      await deleteInPieces(sql, {
        table: 'call_totals',
        key: ['connection_id', 'hour'],
        where: `connection_id IN ${listed}`,
        values: [JSON.stringify(connectionIds)],
      })
      return deleteCalls(connectionIds)
    },
    async recordRemoval(workspaceId, endUserId, now) {
      await sql.write(recordRemoval(workspaceId, endUserId, now))
    },
    async recordErasure(workspaceId, event, now) {
      const id = newId('evt', new Date(now))
      // The last write of all: what those before it have deleted leaves the files with it.
      await sql.write([{ ...insertEvent(workspaceId, event, now, id), erases: true }])
      return id
    },
  }
}

function deleteDeliveries(sql: Sql, connectionIds: readonly string[]): Promise<number> {
  return changeInPages(sql, {
    find: {
      text: `SELECT webhook_deliveries.id FROM webhook_deliveries JOIN events ON events.id = webhook_deliveries.event_id
        WHERE webhook_deliveries.id > $1 AND events.connection_id IN ${sql.listOf('$2')} ORDER BY webhook_deliveries.id`,
      values: [JSON.stringify(connectionIds)],
    },
    change: {
      text: `DELETE FROM webhook_deliveries WHERE id IN ${sql.listOf('$1')} RETURNING id`,
      values: [],
    },
  })
}
