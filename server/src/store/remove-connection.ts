import type { Connection } from '../connections/connection.ts'
import type { NewEvent } from '../workspaces/event.ts'
import { insertEvent } from './events.ts'
import type { Statement } from './sql.ts'

/** What was done, when and by whom stays; to whom it was done goes. */
const FORGET = `UPDATE events SET data = '{}' WHERE connection_id = $1 AND workspace_id = $2 AND (
  type IN ('connection.created', 'connection.reconnected') OR type LIKE 'contact.%' OR type LIKE 'campaign.%')`

/** Deletes a connection that is still the one that was read, and with it what is personal. */
export function removeStatements(
  { id, workspaceId, version }: Connection,
  event: NewEvent,
  now: number,
): Statement[] {
  return [
    {
      text: 'DELETE FROM connections WHERE id = $1 AND workspace_id = $2 AND row_version = $3',
      values: [id, workspaceId, version],
      mustChange: true,
    },
    { text: FORGET, values: [id, workspaceId] },
    { text: 'DELETE FROM connect_sessions WHERE connection_id = $1', values: [id] },
    {
      text: 'DELETE FROM send_requests WHERE workspace_id = $1 AND payload LIKE $2',
      values: [workspaceId, `%"connectionId":"${id}"%`],
    },
    insertEvent(workspaceId, event, now),
  ]
}
