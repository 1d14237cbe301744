import type { Event, EventType, NewEvent } from '../core/connection.ts'
import type { Store } from '../core/ports.ts'
import { newId } from '../id.ts'
import type { Sql, Statement } from './sql.ts'

interface EventRow {
  id: string
  connection_id: string | null
  type: EventType
  actor: string
  data: string
  at: number
}

/** The statement that writes an event; it goes into the same transaction as what it tells of. */
export function insertEvent(workspaceId: string, event: NewEvent, now: number): Statement {
  return {
    text: 'INSERT INTO event (id, workspace_id, connection_id, type, actor, data, at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    values: [
      newId('evt', new Date(now)),
      workspaceId,
      event.connectionId,
      event.type,
      event.actor,
      JSON.stringify(event.data ?? {}),
      now,
    ],
  }
}

export function createEvents(sql: Sql): Store['events'] {
  return {
    async list(workspaceId, { connectionId, type, owner }, { limit, after }) {
      const rows = await sql.all<EventRow>(
        `SELECT id, connection_id, type, actor, data, at FROM event
         WHERE workspace_id = $1 AND ($2 = '' OR id < $2) AND ($3 = '' OR connection_id = $3) AND ($4 = '' OR type = $4)
           AND ($5 = '' OR connection_id IN (SELECT id FROM connection WHERE owner = $5))
         ORDER BY id DESC LIMIT $6`,
        [workspaceId, after ?? '', connectionId ?? '', type ?? '', owner ?? '', limit],
      )
      return rows.map(toEvent)
    },
    async newest(workspaceId) {
      const text = 'SELECT id FROM event WHERE workspace_id = $1 ORDER BY id DESC LIMIT 1'
      return (await sql.one<{ id: string }>(text, [workspaceId]))?.id ?? null
    },
  }
}

function toEvent(row: EventRow): Event {
  return {
    id: row.id,
    type: row.type,
    at: new Date(row.at).toISOString(),
    connection: row.connection_id,
    actor: row.actor,
    data: JSON.parse(row.data) as Record<string, unknown>,
  }
}
