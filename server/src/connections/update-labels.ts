import { isDeepStrictEqual } from 'node:util'
import { invalidRequest } from '../kernel/errors.ts'
import { MAX_LABELS } from '../kernel/limits.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { Connection } from './connection.ts'
import type { ConnectionsContext } from './context.ts'
import { getConnection } from './get-connection.ts'

/** Values by name; null removes a label. */
export type LabelChanges = Readonly<Record<string, string | null>>

/**
 * Sets and removes labels of a connection. Those that are not named stay, so that several writers do not undo each other.
 * @throws ProblemError connection_not_found, invalid_request
 */
export async function updateLabels(
  context: ConnectionsContext,
  principal: Principal,
  { id, changes }: { id: string; changes: LabelChanges },
): Promise<Connection> {
  const connection = await getConnection(context, principal, id)
  const labels = mergeLabels(connection.labels, changes)
  if (isDeepStrictEqual(labels, connection.labels)) return connection
  const event = {
    type: 'connection.labels_updated',
    connectionId: id,
    actor: principal.principalId,
    data: { from: connection.labels, to: labels },
  } as const
  const how = { guard: 'version', events: [event], now: context.now().getTime() } as const
  const changed = await context.store.connections.change(connection, { labels }, how)
  return changed ? getConnection(context, principal, id) : updateLabels(context, principal, { id, changes })
}

/**
 * In the order of their names.
 * @throws ProblemError invalid_request
 */
function mergeLabels(labels: Connection['labels'], changes: LabelChanges): Connection['labels'] {
  const merged = Object.entries({ ...labels, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  )
  if (merged.length > MAX_LABELS)
    throw invalidRequest({ pointer: '/labels', detail: `A connection has at most ${MAX_LABELS} labels.` })
  return Object.fromEntries(merged.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
