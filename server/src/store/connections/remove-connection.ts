import type { Connection } from '../../connections/connection.ts'
import type { NewEvent } from '../../workspaces/event.ts'
import { insertEvent } from '../events/events.ts'
import { eraseAnswersAbout } from '../idempotency-keys.ts'
import { eraseJobsAbout } from '../jobs.ts'
import type { Statement } from '../sql/sql.ts'
import { uncountLabels } from './label-counts.ts'

/** Keeps what happened, when and by whom, and removes personal data: names of an account's things are among it. */
const FORGET = `UPDATE events SET data = '{}' WHERE connection_id = $1 AND workspace_id = $2 AND (
  type IN ('connection.created', 'connection.labels_updated', 'connection.reconnected') OR type LIKE 'automation.%' OR type LIKE 'contact.%'
  OR type LIKE 'campaign.%' OR type LIKE 'segment.%')`

/** Deletes a connection that has not changed since it was read, and personal data in its events. */
export function removeConnectionStatements(
  { id, workspaceId, version, labels }: Connection,
  event: NewEvent,
  now: number,
): Statement[] {
  return [
    {
      text: 'DELETE FROM connections WHERE id = $1 AND workspace_id = $2 AND row_version = $3',
      values: [id, workspaceId, version],
      mustChange: true,
    },
    ...uncountLabels(workspaceId, labels),
    { text: FORGET, values: [id, workspaceId] },
    { text: 'DELETE FROM connect_sessions WHERE connection_id = $1', values: [id] },
    { text: 'DELETE FROM send_requests WHERE connection_id = $1', values: [id] },
    { text: 'DELETE FROM call_totals WHERE connection_id = $1', values: [id] },
    eraseAnswersAbout(id),
    ...eraseJobsAbout(id),
    insertEvent(workspaceId, event, now),
  ]
}
