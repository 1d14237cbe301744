import type { Event, EventType, NewEvent } from '../workspaces/event.ts'
import type { Store } from '../context.ts'
import { idAt, newId } from '../kernel/id.ts'
import type { Sql, Statement } from './sql.ts'

interface EventRow {
  id: string
  connection_id: string | null
  type: EventType
  actor: string
  data: string
  at: number
  actor_name: string | null
  provider_id: string | null
  account: string | null
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

const LIST = `SELECT event.id, event.connection_id, event.type, event.actor, event.data, event.at,
    COALESCE(secret_key.name, person."name", assistant.name) AS actor_name, connection.provider_id, connection.account
  FROM event
  LEFT JOIN secret_key ON secret_key.id = event.actor
  LEFT JOIN person ON person."id" = event.actor
  LEFT JOIN assistant ON assistant.id = event.actor
  LEFT JOIN connection ON connection.id = event.connection_id
  WHERE event.workspace_id = $1 AND ($2 = '' OR event.id < $2) AND ($3 = '' OR event.connection_id = $3)
    AND ($4 = '' OR event.type = $4 OR event.type LIKE $4 || '.%') AND ($5 = '' OR connection.owner = $5)
    AND ($6 = '' OR event.actor = $6) AND ($7 = '' OR event.id >= $7)
  ORDER BY event.id DESC LIMIT $8`

export function createEvents(sql: Sql): Store['events'] {
  return {
    async list(workspaceId, filter, { limit, after }) {
      const { connectionId = '', type = '', owner = '', actor = '', since, until } = filter
      // Ids sort by time: so the end of a time, and of a page, are the same kind of thing.
      const ends = [after, until === undefined ? null : idAt('evt', until)].filter((end) => end !== null)
      const end = ends.toSorted()[0] ?? ''
      const begin = since === undefined ? '' : idAt('evt', since)
      const values = [workspaceId, end, connectionId, type, owner, actor, begin, limit]
      return (await sql.all<EventRow>(LIST, values)).map(toEvent)
    },
    async record(workspaceId, event, now) {
      await sql.write([insertEvent(workspaceId, event, now)])
    },
    async nameOf(actor) {
      const text = `SELECT name FROM secret_key WHERE id = $1 UNION ALL SELECT "name" FROM person WHERE "id" = $1
        UNION ALL SELECT name FROM assistant WHERE id = $1`
      return (await sql.one<{ name: string }>(text, [actor]))?.name ?? null
    },
    async newest(workspaceId) {
      const text = 'SELECT id FROM event WHERE workspace_id = $1 ORDER BY id DESC LIMIT 1'
      return (await sql.one<{ id: string }>(text, [workspaceId]))?.id ?? null
    },
    async sweep(before) {
      await sql.write([{ text: 'DELETE FROM event WHERE id < $1', values: [idAt('evt', before)] }])
    },
  }
}

function toEvent(row: EventRow): Event {
  const account = row.account === null ? null : (JSON.parse(row.account) as { name: string })
  return {
    id: row.id,
    type: row.type,
    at: new Date(row.at).toISOString(),
    connection: row.connection_id,
    actor: row.actor,
    actorName: row.actor_name,
    account: account && { name: account.name, provider: row.provider_id ?? '' },
    data: JSON.parse(row.data) as Record<string, unknown>,
  }
}
