import type { Store } from '../../context.ts'
import { statusAndReasonOf } from '../../connections/status.ts'
import { SYSTEM, type NewEvent } from '../../workspaces/event.ts'
import { replaceLabelStatements } from './connection-labels.ts'
import { listingStatement, statusStatement } from './connection-listings.ts'
import { changeStatement } from './connection-statements.ts'
import { insertEvent, insertStatusChanged } from '../events/events.ts'
import type { NotifyingWrites } from '../sql/notifying-writes.ts'
import type { Statement } from '../sql/sql.ts'

/** Changes members of a connection, if the counters of the guard are still those that were read. */
export function createChangeConnection(
  writes: NotifyingWrites,
  expiringSoonMs: number,
): Store['connections']['change'] {
  return async (connection, change, { guard, events, now }) => {
    const changed = { ...connection, ...change }
    const { status, reason } = statusAndReasonOf(changed, { now, expiringSoonMs })
    const more = [
      ...(change.labels ? replaceLabelStatements(connection, change.labels) : []),
      ...events.map((event) => insertEvent(connection.workspaceId, event, now)),
    ]
    const update = (keepsStatus: boolean): Statement =>
      changeStatement(connection, change, { guard, status, keepsStatus })
    // Nearly every change keeps the status: then neither its event nor the row of the lists is written.
    if (!change.account && (await writes.write(connection.id, [update(true), ...more]))) return true
    return writes.write(connection.id, [
      update(false),
      insertStatusChanged(changed, { to: status, reason }, { actor: actorOf(events), now }),
      change.account ? listingStatement(changed, status) : statusStatement(connection.id, status),
      ...more,
    ])
  }
}

/** The actor of a changed status: that of the change's own event. */
export const actorOf = (events: readonly NewEvent[]): string => events[0]?.actor ?? SYSTEM
