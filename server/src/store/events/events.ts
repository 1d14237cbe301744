import type { ConnectionReason, ConnectionStatus } from '@letterlock/sdk/wire.ts'
import type { Connection } from '../../connections/connection.ts'
import type { EventType, NewEvent } from '../../workspaces/event.ts'
import { deleteInPieces } from '../sql/delete-in-pieces.ts'
import type { Store } from '../../context.ts'
import { idAt, newId } from '../../kernel/id.ts'
import { createEventList } from './event-list.ts'
import { createEventsByHour } from './events-by-hour.ts'
import { EVENT_COLUMNS, EVENT_JOINS, toEvent, type EventRow } from './event-rows.ts'
import type { BulkForm, Sql, Statement } from '../sql/sql.ts'

/** The type of the actor with this ID; `system` if it is unknown. */
const actorType = (id: string): string => `CASE WHEN ${id} = 'system' THEN 'system'
  WHEN ${id} LIKE 'key_%' THEN 'secret_key'
  WHEN EXISTS (SELECT 1 FROM users WHERE id = ${id}) THEN 'user'
  WHEN EXISTS (SELECT 1 FROM assistants WHERE id = ${id}) THEN 'assistant' ELSE 'system' END`

/** The event of a test: it is sent at once, and only to the tested endpoint. */
export const TESTED = 'webhook_endpoint.tested'

/** SQL expression of `is_pending`: 0 if the workspace has no webhook endpoint, so that there is nothing to queue. */
const isPending = (
  type: string,
  workspaceId: string,
): string => `CASE WHEN ${type} <> '${TESTED}' AND EXISTS (
  SELECT 1 FROM webhook_endpoints WHERE workspace_id = ${workspaceId} AND status <> 'disabled') THEN 1 ELSE 0 END`

const INTO =
  'INSERT INTO events (id, workspace_id, connection_id, type, actor_id, actor_type, data, is_pending, occurred_at)'

/** The columns of a new event, from seven values. */
const columnsFrom = (value: (n: number) => string): string => {
  const [id, workspaceId, connectionId, type, actorId] = [value(1), value(2), value(3), value(4), value(5)]
  return `${id}, ${workspaceId}, ${connectionId}, ${type}, ${actorId}, ${actorType(actorId)}, ${value(6)}, ${isPending(type, workspaceId)}, ${value(7)}`
}

const INSERT = `${INTO} VALUES (${columnsFrom((n) => `$${n}`)})`
const inBulk: BulkForm['text'] = (value, from) => `${INTO} SELECT ${columnsFrom(value)} ${from}`

/** Inserts an event; part of the same transaction as the change. */
export function insertEvent(
  workspaceId: string,
  event: NewEvent,
  now: number,
  id = newId('evt', new Date(now)),
): Statement {
  return {
    text: INSERT,
    bulk: { row: id, text: inBulk },
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

const INSERT_STATUS_CHANGED = `${INTO}
  SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), ${actorType('$5')},
    '{"from":"' || status || CAST($6 AS TEXT), ${isPending('$4', '$2')}, CAST($7 AS BIGINT)
  FROM connection_listings WHERE connection_id = $3 AND status <> $8`

/**
 * Inserts `connection.status_changed` if the listed status differs; a new connection has none. It runs before the statement that stores the
 * status, in the same transaction. The row of the connection is locked by then, so each change has one event.
 */
export function insertStatusChanged(
  { id, workspaceId }: Pick<Connection, 'id' | 'workspaceId'>,
  { to, reason }: { readonly to: ConnectionStatus; readonly reason: ConnectionReason | null },
  { actor, now }: { readonly actor: string; readonly now: number },
): Statement {
  const type: EventType = 'connection.status_changed'
  // The JSON after the previous status, which only the database knows.
  const rest = `",${JSON.stringify({ to, reason }).slice(1)}`
  const values = [newId('evt', new Date(now)), workspaceId, id, type, actor, rest, now, to]
  return { text: INSERT_STATUS_CHANGED, values }
}

const READ = `SELECT ${EVENT_COLUMNS} FROM events ${EVENT_JOINS} WHERE events.workspace_id = $1 AND events.id = $2`

export function createEvents(sql: Sql): Store['events'] {
  return {
    list: createEventList(sql),
    countByHour: createEventsByHour(sql),
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
      const values = [idAt('evt', before)]
      await deleteInPieces(sql, { table: 'events', key: ['id'], where: 'id < $1', values })
    },
  }
}
