import type { Connection } from '../../connections/connection.ts'
import { idAt } from '../../kernel/id.ts'
import { HOUR } from '../../kernel/time.ts'
import type { NewEvent } from '../../workspaces/event.ts'
import { insertEvent } from '../events/events.ts'
import { eraseAnswersAbout } from '../idempotency-keys.ts'
import { eraseJobsAbout } from '../jobs.ts'
import { changeInPages } from '../sql/change-in-pages.ts'
import type { Sql, Statement } from '../sql/sql.ts'
import { uncountLabels } from './label-counts.ts'

/** Events with personal data, which includes the names of an account's objects. */
const HAS_PERSONAL_DATA = `data <> '{}' AND (
  type IN ('connection.created', 'connection.labels_updated', 'connection.reconnected') OR type LIKE 'automation.%' OR type LIKE 'contact.%'
  OR type LIKE 'campaign.%' OR type LIKE 'segment.%')`

/**
 * Removes personal data from the events of a connection; their type, time and actor stay. It runs before the connection is deleted: hundreds
 * of thousands of events in one transaction would hold up all other writes, and after the deletion nothing would finish an interrupted run.
 */
export async function forgetEvents(
  sql: Pick<Sql, 'scan' | 'change' | 'listOf'>,
  { id, workspaceId }: Connection,
): Promise<void> {
  await changeInPages(sql, {
    find: {
      text: `SELECT id FROM events WHERE id > $1 AND connection_id = $2 AND workspace_id = $3 AND ${HAS_PERSONAL_DATA} ORDER BY id`,
      values: [id, workspaceId],
    },
    change: {
      text: `UPDATE events SET data = '{}' WHERE id IN ${sql.listOf('$1')} RETURNING id`,
      values: [],
    },
  })
}

/** Covers events that were added meanwhile: reading all events again would hold the transaction for a quarter of a second. */
const FORGET_LATEST = `UPDATE events SET data = '{}' WHERE id >= $1 AND connection_id = $2 AND workspace_id = $3 AND ${HAS_PERSONAL_DATA}`

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
    { text: FORGET_LATEST, values: [idAt('evt', now - HOUR), id, workspaceId] },
    { text: 'DELETE FROM connect_sessions WHERE connection_id = $1', values: [id] },
    { text: 'DELETE FROM send_requests WHERE connection_id = $1', values: [id] },
    { text: 'DELETE FROM call_totals WHERE connection_id = $1', values: [id] },
    eraseAnswersAbout(id),
    ...eraseJobsAbout(id),
    insertEvent(workspaceId, event, now),
  ]
}
