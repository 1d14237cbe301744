import type { EventFilter, EventRepository } from '../../workspaces/event.ts'
import { typesOf } from '../../workspaces/event-types.ts'
import { EVENT_COLUMNS, EVENT_JOINS, toEvent, type EventRow } from './event-rows.ts'
import { newestOfEndUser } from './newest-of-end-user.ts'
import { createParameters, type StatementParameters } from '../sql/parameters.ts'
import { sortedUnion } from '../sql/sorted-union.ts'
import type { Reads } from '../sql/notifying-writes.ts'
import { rowContains } from '../sql/row-contains.ts'
import { timeConditions } from '../sql/time-conditions.ts'

type List = EventRepository['list']
type Page = Parameters<List>[2]

const SEARCHED = { texts: ['type', 'data'], principalId: 'actor_id' } as const

export function createEventList(sql: Pick<Reads, 'all' | 'scan' | 'partOfUnion'>): List {
  const read = async (
    workspaceId: string,
    filter: Omit<EventFilter, 'endUserId'>,
    page: Page,
    connectionIds: readonly string[] | undefined,
  ): Promise<EventRow[]> => {
    const parameters = createParameters()
    const { values, bind } = parameters
    const workspace = bind(workspaceId)
    const where = [`workspace_id = ${workspace}`, ...timeConditions('evt', filter, page.after, parameters)]
    if (filter.words !== undefined)
      where.push(rowContains(filter.words, { workspaceId: workspace, ...SEARCHED }, parameters))
    const selects = alternativesOf(filter, connectionIds, parameters).map(
      (alternative) => `SELECT id FROM events WHERE ${[...where, ...alternative].join(' AND ')}`,
    )
    const union = sortedUnion(sql, selects, { columns: 'id', order: 'id DESC', limit: bind(page.limit) })
    const text = `SELECT ${EVENT_COLUMNS} FROM ${union} AS page
      JOIN events ON events.id = page.id ${EVENT_JOINS} ORDER BY page.id DESC`
    return filter.words === undefined ? sql.all<EventRow>(text, values) : sql.scan<EventRow>(text, values)
  }

  return async (workspaceId, { endUserId, ...filter }, page) => {
    const rows =
      endUserId === undefined
        ? await read(workspaceId, filter, page, undefined)
        : await newestOfEndUser(
            sql,
            { workspaceId, endUserId, connectionId: filter.connectionId },
            page,
            (connectionIds) => read(workspaceId, filter, page, connectionIds),
          )
    return rows.map(toEvent)
  }
}

/**
 * Alternative conditions besides the time, of which one must hold. Each is served by one index: the events of each type, or of each
 * connection, are merged.
 */
function alternativesOf(
  { connectionId, type, actorId }: EventFilter,
  connectionIds: readonly string[] | undefined,
  { bind }: StatementParameters,
): string[][] {
  const types = typesOf(type)
  const ofActor = actorId === undefined ? [] : [`actor_id = ${bind(actorId)}`]
  const connections = connectionIds ?? (connectionId === undefined ? undefined : [connectionId])
  if (connections) {
    const ofType = type === undefined ? [] : [`type IN (${quoted(types)})`]
    return connections.map((id) => [`connection_id = ${bind(id)}`, ...ofType, ...ofActor])
  }
  if (type === undefined && actorId === undefined) return [[]]
  return types.map((one) => [...ofActor, `type = ${quoted([one])}`])
}

/** Event types as SQL strings. They are constants, so the text of a statement depends only on the kind and type of the filter. */
const quoted = (types: readonly string[]): string => types.map((type) => `'${type}'`).join(', ')
