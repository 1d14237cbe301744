import { isDeepStrictEqual } from 'node:util'
import type { NewEvent } from '../workspaces/event.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { Connection, ConnectionPermissions } from './connection.ts'
import type { ConnectionsContext } from './context.ts'
import { getConnection } from './get-connection.ts'
import { mergeLabels, type LabelChanges } from './merge-labels.ts'

export interface ConnectionUpdate {
  readonly permissions?: ConnectionPermissions | undefined
  /** Labels that are not named stay, so that several writers do not undo each other's changes. */
  readonly labels?: LabelChanges | undefined
}

/**
 * Changes permissions and labels in one write, with an event for each that changes. Permissions take effect with the next call.
 * @throws ProblemError connection_not_found, invalid_request
 */
export async function updateConnection(
  context: ConnectionsContext,
  principal: Principal,
  id: string,
  update: ConnectionUpdate,
): Promise<Connection> {
  const connection = await getConnection(context, principal, id)
  const change = changeOf(connection, update)
  const events = eventsOf(connection, change, principal.principalId)
  if (events.length === 0) return connection
  const how = { guard: 'version', events, now: context.now().getTime() } as const
  const changed = await context.store.connections.change(connection, change, how)
  return changed ? getConnection(context, principal, id) : updateConnection(context, principal, id, update)
}

type Change = Partial<Pick<Connection, 'permissions' | 'labels'>>

/**
 * The members that differ from the connection.
 * @throws ProblemError invalid_request
 */
function changeOf(connection: Connection, update: ConnectionUpdate): Change {
  const permissions = update.permissions ?? connection.permissions
  const labels = mergeLabels(connection.labels, update.labels ?? {})
  return {
    ...(!isDeepStrictEqual(permissions, connection.permissions) && { permissions }),
    ...(!isDeepStrictEqual(labels, connection.labels) && { labels }),
  }
}

function eventsOf(connection: Connection, { permissions, labels }: Change, actor: string): NewEvent[] {
  const of = { connectionId: connection.id, actor }
  const events: NewEvent[] = []
  if (permissions) {
    const data = { from: connection.permissions, to: permissions }
    events.push({ ...of, type: 'connection.permissions_updated', data })
  }
  if (labels) {
    const data = { from: connection.labels, to: labels }
    events.push({ ...of, type: 'connection.labels_updated', data })
  }
  return events
}
