import type { EventFilter, EventRepository } from '../workspaces/event.ts'
import { typesOf } from '../workspaces/event-types.ts'
import { idAt } from '../kernel/id.ts'
import { EVENT_COLUMNS, EVENT_JOINS, toEvent, type EventRow } from './event-rows.ts'
import { createPlaces, type Places } from './places.ts'
import { sortedUnion } from './sorted-union.ts'
import type { Reads } from './notifying-writes.ts'

type List = EventRepository['list']
type Page = Parameters<List>[2]

/** So many connections of an end user are looked through by one statement. */
const CONNECTIONS_AT_ONCE = 16

export function createEventList(sql: Pick<Reads, 'all' | 'partOfUnion'>): List {
  const read = async (
    workspaceId: string,
    filter: Omit<EventFilter, 'endUserId'>,
    page: Page,
    connectionIds: readonly string[] | undefined,
  ): Promise<EventRow[]> => {
    const places = createPlaces()
    const { values, place } = places
    const where = [`workspace_id = ${place(workspaceId)}`, ...timeOf(filter, page, places)]
    const selects = alternativesOf(filter, connectionIds, places).map(
      (alternative) => `SELECT id FROM events WHERE ${[...where, ...alternative].join(' AND ')}`,
    )
    const union = sortedUnion(sql, selects, { columns: 'id', order: 'id DESC', limit: place(page.limit) })
    const text = `SELECT ${EVENT_COLUMNS} FROM ${union} AS page
      JOIN events ON events.id = page.id ${EVENT_JOINS} ORDER BY page.id DESC`
    return sql.all<EventRow>(text, values)
  }

  return async (workspaceId, { endUserId, ...filter }, page) => {
    if (endUserId === undefined) return (await read(workspaceId, filter, page, undefined)).map(toEvent)
    const text =
      'SELECT connection_id AS id FROM connection_listings WHERE workspace_id = $1 AND end_user_id = $2'
    const theirs = (await sql.all<{ id: string }>(text, [workspaceId, endUserId]))
      .map(({ id }) => id)
      .filter((id) => filter.connectionId === undefined || filter.connectionId === id)
    const rows: EventRow[] = []
    for (let from = 0; from < theirs.length; from += CONNECTIONS_AT_ONCE)
      rows.push(...(await read(workspaceId, filter, page, theirs.slice(from, from + CONNECTIONS_AT_ONCE))))
    return rows
      .toSorted((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, page.limit)
      .map(toEvent)
  }
}

/** IDs sort by time, so the end of a time range is like the end of a page. */
function timeOf({ since, until }: EventFilter, { after }: Page, { place }: Places): string[] {
  const ends = [after, until === undefined ? null : idAt('evt', until)].filter((end) => end !== null)
  const [end] = ends.toSorted()
  return [
    ...(end === undefined ? [] : [`id < ${place(end)}`]),
    ...(since === undefined ? [] : [`id >= ${place(idAt('evt', since))}`]),
  ]
}

/**
 * The conditions besides the time, each served by one index, of which any is to hold: the events of each type, or of each connection, are
 * merged.
 */
function alternativesOf(
  { connectionId, type, actorId }: EventFilter,
  connectionIds: readonly string[] | undefined,
  { place }: Places,
): string[][] {
  const types = typesOf(type)
  const ofActor = actorId === undefined ? [] : [`actor_id = ${place(actorId)}`]
  const connections = connectionIds ?? (connectionId === undefined ? undefined : [connectionId])
  if (connections) {
    const ofType = type === undefined ? [] : [`type IN (${quoted(types)})`]
    return padded(connections).map((id) => [`connection_id = ${place(id)}`, ...ofType, ...ofActor])
  }
  if (type === undefined && actorId === undefined) return [[]]
  return types.map((one) => [...ofActor, `type = ${quoted([one])}`])
}

/** Types are words of the program, so that the text of a statement depends on the filter's kind and type alone. */
const quoted = (types: readonly string[]): string => types.map((type) => `'${type}'`).join(', ')

/** To a power of two, so that there are few statements to prepare. */
function padded(ids: readonly string[]): string[] {
  const length = 2 ** Math.ceil(Math.log2(ids.length))
  return [...ids, ...Array<string>(length - ids.length).fill('')]
}
