import { changeInPages } from '../sql/change-in-pages.ts'
import type { Sql, Statement } from '../sql/sql.ts'

/** What a receiver has answered may repeat what it was sent: it goes with the connection, like personal data in its events. */
export async function forgetResponses(
  sql: Pick<Sql, 'scan' | 'change' | 'listOf'>,
  { id, workspaceId }: { readonly id: string; readonly workspaceId: string },
): Promise<void> {
  await changeInPages(sql, {
    find: {
      text: `SELECT id FROM events WHERE id > $1 AND connection_id = $2 AND workspace_id = $3 AND EXISTS (
          SELECT 1 FROM webhook_endpoints JOIN webhook_deliveries ON webhook_endpoint_id = webhook_endpoints.id
          WHERE webhook_endpoints.workspace_id = $3 AND event_id = events.id AND response_body IS NOT NULL)
        ORDER BY id`,
      values: [id, workspaceId],
    },
    change: {
      text: `UPDATE webhook_deliveries SET response_body = NULL
        WHERE event_id IN ${sql.listOf('$1')} AND response_body IS NOT NULL
          AND webhook_endpoint_id IN (SELECT id FROM webhook_endpoints WHERE workspace_id = $2) RETURNING id`,
      values: [workspaceId],
    },
  })
}

/** Of deliveries just logged: what was on its way while a connection was deleted may be about it. Its deletion itself is not. */
export function forgetLateResponses(sql: Pick<Sql, 'listOf'>, deliveryIds: readonly string[]): Statement {
  return {
    text: `UPDATE webhook_deliveries SET response_body = NULL
      WHERE id IN ${sql.listOf('$1')} AND response_body IS NOT NULL AND event_type <> 'connection.deleted'
        AND EXISTS (SELECT 1 FROM events WHERE events.id = event_id AND connection_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM connections WHERE connections.id = events.connection_id))`,
    values: [JSON.stringify(deliveryIds)],
  }
}
