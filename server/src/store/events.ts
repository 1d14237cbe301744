import type { LetterlockEvent, EventType, NewEvent } from '../workspaces/event.ts'
import type { Store } from '../context.ts'
import { idAt, newId } from '../kernel/id.ts'
import { namedConnection } from './named-connection.ts'
import type { Tables } from './schema/tables.ts'
import type { Sql, Statement } from './sql.ts'

export type EventRow = Pick<
  Tables['events'],
  'id' | 'workspace_id' | 'connection_id' | 'actor_id' | 'data' | 'occurred_at'
> & {
  readonly type: EventType
  readonly actor_type: LetterlockEvent['actor']['type']
  readonly actor_name: string | null
  readonly provider: string | null
  readonly end_user_id: string | null
  readonly account: string | null
}

/** The type of the actor with this ID; `system` if it is unknown. */
const ACTOR_TYPE = `CASE WHEN $5 = 'system' THEN 'system'
  WHEN $5 LIKE 'key_%' THEN 'secret_key'
  WHEN EXISTS (SELECT 1 FROM users WHERE id = $5) THEN 'user'
  WHEN EXISTS (SELECT 1 FROM assistants WHERE id = $5) THEN 'assistant' ELSE 'system' END`

/** Goes to the endpoint that is tested alone, and at once. */
export const TESTED = 'webhook_endpoint.tested'

/** Without an endpoint in its workspace there is nothing to queue. */
const IS_PENDING = `CASE WHEN $4 <> '${TESTED}' AND EXISTS (
  SELECT 1 FROM webhook_endpoints WHERE workspace_id = $2 AND status <> 'disabled') THEN 1 ELSE 0 END`

const INSERT = `INSERT INTO events (id, workspace_id, connection_id, type, actor_id, actor_type, data, is_pending, occurred_at)
  VALUES ($1, $2, $3, $4, $5, ${ACTOR_TYPE}, $6, ${IS_PENDING}, $7)`

/** Inserts an event; part of the same transaction as the change. */
export function insertEvent(
  workspaceId: string,
  event: NewEvent,
  now: number,
  id = newId('evt', new Date(now)),
): Statement {
  return {
    text: INSERT,
    values: [
      id,
      workspaceId,
      event.connectionId,
      event.type,
      event.actor,
      JSON.stringify(event.data ?? {}),
      now,
    ],
  }
}

/** What an event is shown with, as it is now. */
export const EVENT_COLUMNS = `events.id, events.workspace_id, events.connection_id, events.type, events.actor_id, events.actor_type, events.data,
    events.occurred_at, COALESCE(secret_keys.name, users.name, assistants.name) AS actor_name,
    connections.provider, connections.end_user_id, connections.account`
export const EVENT_JOINS = `LEFT JOIN secret_keys ON secret_keys.id = events.actor_id
  LEFT JOIN users ON users.id = events.actor_id
  LEFT JOIN assistants ON assistants.id = events.actor_id
  LEFT JOIN connections ON connections.id = events.connection_id`

const READ = `SELECT ${EVENT_COLUMNS} FROM events ${EVENT_JOINS} WHERE events.workspace_id = $1 AND events.id = $2`

const LIST = `SELECT ${EVENT_COLUMNS} FROM events ${EVENT_JOINS}
  WHERE events.workspace_id = $1 AND ($2 = '' OR events.id < $2) AND ($3 = '' OR events.connection_id = $3)
    AND ($4 = '' OR events.type = $4 OR events.type LIKE $4 || '.%') AND ($5 = '' OR connections.end_user_id = $5)
    AND ($6 = '' OR events.actor_id = $6) AND ($7 = '' OR events.id >= $7)
  ORDER BY events.id DESC LIMIT $8`

export function createEvents(sql: Sql): Store['events'] {
  return {
    async list(workspaceId, filter, { limit, after }) {
      const { connectionId = '', type = '', endUserId = '', actorId = '', since, until } = filter
      // IDs sort by time, so the end of a time range is like the end of a page.
      const ends = [after, until === undefined ? null : idAt('evt', until)].filter((end) => end !== null)
      const end = ends.toSorted()[0] ?? ''
      const begin = since === undefined ? '' : idAt('evt', since)
      const values = [workspaceId, end, connectionId, type, endUserId, actorId, begin, limit]
      return (await sql.all<EventRow>(LIST, values)).map(toEvent)
    },
    async record(workspaceId, event, now) {
      const id = newId('evt', new Date(now))
      await sql.write([insertEvent(workspaceId, event, now, id)])
      return id
    },
    async read(workspaceId, id) {
      const row = await sql.one<EventRow>(READ, [workspaceId, id])
      return row && toEvent(row)
    },
    async nameOf(actor) {
      const text = `SELECT name FROM secret_keys WHERE id = $1 UNION ALL SELECT name FROM users WHERE id = $1
        UNION ALL SELECT name FROM assistants WHERE id = $1`
      return (await sql.one<{ name: string }>(text, [actor]))?.name ?? null
    },
    async newest(workspaceId) {
      const text = 'SELECT id FROM events WHERE workspace_id = $1 ORDER BY id DESC LIMIT 1'
      return (await sql.one<{ id: string }>(text, [workspaceId]))?.id ?? null
    },
    async sweep(before) {
      await sql.write([{ text: 'DELETE FROM events WHERE id < $1', values: [idAt('evt', before)] }])
    },
  }
}

export function toEvent(row: EventRow): LetterlockEvent {
  const { actor_type: type, connection_id } = row
  return {
    id: row.id,
    type: row.type,
    timestamp: new Date(row.occurred_at).toISOString(),
    workspaceId: row.workspace_id,
    actor: { type, id: type === 'system' ? null : row.actor_id, name: row.actor_name },
    connection:
      connection_id === null ? null : namedConnection(connection_id, { ...row, endUserId: row.end_user_id }),
    data: JSON.parse(row.data) as Record<string, unknown>,
  }
}
