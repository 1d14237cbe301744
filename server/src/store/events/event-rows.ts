import type { RecordedEvent, EventType } from '../../workspaces/event.ts'
import { namedConnection } from './named-connection.ts'
import { joinPrincipal, PRINCIPAL_NAME } from './principal-name.ts'
import type { Tables } from '../schema/tables.ts'
import { parseObject } from '../../kernel/json.ts'

export type EventRow = Pick<
  Tables['events'],
  'id' | 'workspace_id' | 'connection_id' | 'actor_id' | 'data' | 'occurred_at'
> & {
  readonly type: EventType
  readonly actor_type: RecordedEvent['actor']['type']
  readonly actor_name: string | null
  readonly provider: string | null
  readonly end_user_id: string | null
  readonly account: string | null
}

/** The columns of an event, with the current names of its actor and account. */
export const EVENT_COLUMNS = `events.id, events.workspace_id, events.connection_id, events.type, events.actor_id, events.actor_type, events.data,
    events.occurred_at, ${PRINCIPAL_NAME} AS actor_name,
    connections.provider, connections.end_user_id, connections.account`
export const EVENT_JOINS = `${joinPrincipal('events.actor_id')}
  LEFT JOIN connections ON connections.id = events.connection_id`

/** An event from its row. */
export function toEvent(row: EventRow): RecordedEvent {
  const { actor_type: type, connection_id } = row
  return {
    id: row.id,
    type: row.type,
    timestamp: new Date(row.occurred_at).toISOString(),
    workspaceId: row.workspace_id,
    actor: { type, id: type === 'system' ? null : row.actor_id, name: row.actor_name },
    connection:
      connection_id === null ? null : namedConnection(connection_id, { ...row, endUserId: row.end_user_id }),
    data: parseObject(row.data) ?? {},
  }
}
