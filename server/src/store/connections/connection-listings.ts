import type { ConnectionStatus } from '@letterlock/sdk/wire.ts'
import { slugOfConnection } from '../../connections/connection-names.ts'
import type { Connection } from '../../connections/connection.ts'
import type { ConnectionCount, ConnectionRepository } from '../../connections/connection-repository.ts'
import { insertInto } from '../sql/columns.ts'
import { hasLabel } from './connection-labels.ts'
import { createCountLabels } from './count-labels.ts'
import { CONNECTION_COLUMNS, toConnection, type ConnectionRow } from './connection-rows.ts'
import { createParameters, type StatementParameters } from '../sql/parameters.ts'
import { sortedUnion } from '../sql/sorted-union.ts'
import type { Sql, Statement } from '../sql/sql.ts'

/** The statement that writes the row of `connection_listings`, for the transaction that writes the connection and its `listed_status`. */
export function listingStatement(connection: Connection, status: ConnectionStatus): Statement {
  const { id, workspaceId, providerSlug, endUserId, account } = connection
  const row = {
    connection_id: id,
    workspace_id: workspaceId,
    provider: providerSlug,
    end_user_id: endUserId,
    status,
    slug: slugOfConnection(account.name, providerSlug),
    search_text: [account.name, account.email ?? '', account.id, endUserId]
      .join('\n')
      .toLowerCase()
      // PostgreSQL cannot store NUL in a text.
      .replaceAll('\0', '\uFFFD'),
  }
  const updates = ['status', 'slug', 'search_text'].map((column) => `${column} = excluded.${column}`)
  return insertInto(
    'connection_listings',
    row,
    `ON CONFLICT (connection_id) DO UPDATE SET ${updates.join(', ')}`,
  )
}

/** The statement after a change that keeps the account. Writes nothing if the status stays the same. */
export function statusStatement(connectionId: string, status: ConnectionStatus): Statement {
  const text = 'UPDATE connection_listings SET status = $1 WHERE connection_id = $2 AND status <> $1'
  return { text, values: [status, connectionId] }
}

const CONNECTION = CONNECTION_COLUMNS.split(', ')
  .map((column) => `connections.${column}`)
  .join(', ')

/** Selects the connections of a page. @param page a select of `connection_id` and the columns of the order */
const connectionsIn = (order: string, page: string): string =>
  `SELECT ${CONNECTION} FROM ${page} AS page
  JOIN connections ON connections.id = page.connection_id ORDER BY ${order}`

const connectionsOf = (page: string, direction: Direction = 'ASC'): string =>
  connectionsIn(`page.number ${direction}`, page)

type Direction = 'ASC' | 'DESC'

const directionOf = ({ sort }: Filter): Direction => (sort === 'newest' ? 'DESC' : 'ASC')

const LISTING = 'SELECT number, connection_id FROM connection_listings WHERE'

/** The condition of rows after the last connection of the previous page; if it was deleted meanwhile, after the one before it. */
function isAfter(number: string, after: string, direction: Direction): string {
  const [before, opposite, comparison] = direction === 'ASC' ? ['<=', 'DESC', '>'] : ['>=', 'ASC', '<']
  const last = `SELECT number FROM connection_listings WHERE connection_id ${before} ${after} ORDER BY connection_id ${opposite} LIMIT 1`
  // If there is none before it, this is the first page.
  const start = direction === 'ASC' ? '0' : '9007199254740991'
  return `${number} ${comparison} COALESCE((${last}), ${start})`
}

const STATUSES = ['connected', 'expiring_soon', 'disconnected'] as const

type Lists = Pick<ConnectionRepository, 'list' | 'count' | 'countLabels' | 'findBySlug'>

export function createConnectionLists(
  sql: Pick<Sql, 'all' | 'scan' | 'listOf' | 'partOfUnion' | 'search'>,
): Lists {
  return {
    countLabels: createCountLabels(sql),
    async list(workspaceId, filter, { limit, after }) {
      const { endUserId, providerSlug, ids, words } = filter
      if (ids) return listChosen(sql, workspaceId, { ...filter, ids }, { limit, after })
      const { values, bind } = createParameters()
      const where = conditionsOf(workspaceId, filter, bind)
      if (filter.sort === 'name') return listByName(sql, { filter, where, values, bind }, { limit, after })
      if (words !== undefined) return search(sql, { filter, where, values, bind }, { limit, after })
      const direction = directionOf(filter)
      if (after !== null) where.push(isAfter('number', bind(after), direction))
      // Each status has an index: the rows of a provider are merged from these; the few of an end user are filtered.
      const byStatus = filter.statuses !== undefined || providerSlug !== undefined
      const selects =
        byStatus && endUserId === undefined
          ? (filter.statuses ?? STATUSES).map(
              (status) => `${LISTING} ${[...where, `status = '${status}'`].join(' AND ')}`,
            )
          : [`${LISTING} ${[...where, ...isOneOf('status', filter.statuses)].join(' AND ')}`]
      const page = {
        columns: 'number, connection_id',
        order: `number ${direction}`,
        limit: bind(limit),
      }
      const text = connectionsOf(sortedUnion(sql, selects, page), direction)
      return (await sql.all<ConnectionRow>(text, values)).map(toConnection)
    },
    async count(workspaceId, filter) {
      const { values, bind } = createParameters()
      const where = [
        ...conditionsOf(workspaceId, filter, bind).map((condition) => `listing.${condition}`),
        ...isOneOf('listing.status', filter.statuses),
        ...(filter.words === undefined ? [] : contains(sql.search.text, filter.words, bind)),
      ]
      const from = filter.words === undefined ? 'connection_listings AS listing' : sql.search.from
      const text = `SELECT listing.provider, listing.status, COUNT(*) AS count FROM ${from}
        WHERE ${where.join(' AND ')} GROUP BY listing.provider, listing.status`
      return sql.scan<ConnectionCount>(text, values)
    },
    async findBySlug(workspaceId, endUserId, slug, position) {
      const { values, bind } = createParameters()
      const where = [`workspace_id = ${bind(workspaceId)}`, `slug = ${bind(slug)}`]
      if (endUserId !== undefined) where.push(`end_user_id = ${bind(endUserId)}`)
      const page = `(${LISTING} ${where.join(' AND ')} ORDER BY number LIMIT 1 OFFSET ${bind(position - 1)})`
      const [row] = await sql.scan<ConnectionRow>(connectionsOf(page), values)
      return row && toConnection(row)
    },
  }
}

type Bind = StatementParameters['bind']

function conditionsOf(workspaceId: string, { endUserId, providerSlug, label }: Filter, bind: Bind): string[] {
  const where = [`workspace_id = ${bind(workspaceId)}`, ...hasLabel(workspaceId, label, bind)]
  if (endUserId !== undefined) where.push(`end_user_id = ${bind(endUserId)}`)
  if (providerSlug !== undefined) where.push(`provider = ${bind(providerSlug)}`)
  return where
}

/** The full-text index supports only `LIKE` without `ESCAPE`, so that condition comes first, and the second one removes what it finds too much. */
function contains(text: string, words: string, bind: Bind): string[] {
  const lower = words.toLowerCase()
  return [
    `${text} LIKE ${bind(`%${lower.replaceAll(/[%_\\]/g, '_')}%`)}`,
    `${text} LIKE ${bind(`%${lower.replaceAll(/[!%_]/g, '!$&')}%`)} ESCAPE '!'`,
  ]
}

function isOneOf(column: string, names: readonly string[] | undefined): string[] {
  return names === undefined ? [] : [`${column} IN (${names.map((name) => `'${name}'`).join(', ')})`]
}

type List = Parameters<Lists['list']>
type Filter = List[1]
type Page = List[2]

/** Lists a few connections by ID. IDs start with a time, so the order is that of the other lists. */
async function listChosen(
  sql: Pick<Sql, 'all' | 'listOf'>,
  workspaceId: string,
  { endUserId, ids }: Filter & { readonly ids: readonly string[] },
  { limit, after }: Page,
): Promise<Connection[]> {
  const text = `SELECT ${CONNECTION_COLUMNS} FROM connections WHERE id IN ${sql.listOf('$1')}`
  return (await sql.all<ConnectionRow>(text, [JSON.stringify(ids)]))
    .filter((row) => row.workspace_id === workspaceId)
    .filter((row) => endUserId === undefined || row.end_user_id === endUserId)
    .filter((row) => after === null || row.id > after)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, limit)
    .map(toConnection)
}

interface Listed extends StatementParameters {
  readonly filter: Filter
  readonly where: readonly string[]
}

/**
 * Lists connections in the order of the index of short names, which are the account's name and the provider. Other filters are applied to
 * each row, outside of the main thread. If the last connection of the previous page was deleted meanwhile, the list is empty.
 */
async function listByName(
  sql: Pick<Sql, 'scan' | 'search'>,
  { filter: { statuses, words }, where, values, bind }: Listed,
  { limit, after }: Page,
): Promise<Connection[]> {
  const conditions = [
    ...where.map((condition) => `listing.${condition}`),
    ...isOneOf('listing.status', statuses),
    ...(words === undefined ? [] : contains(sql.search.text, words, bind)),
  ]
  if (after !== null)
    conditions.push(
      `(listing.slug, listing.number) > (SELECT slug, number FROM connection_listings WHERE connection_id = ${bind(after)})`,
    )
  const from = words === undefined ? 'connection_listings AS listing' : sql.search.from
  const page = `(SELECT listing.slug, listing.number, listing.connection_id FROM ${from}
    WHERE ${conditions.join(' AND ')} ORDER BY listing.slug, listing.number LIMIT ${bind(limit)})`
  return (await sql.scan<ConnectionRow>(connectionsIn('page.slug, page.number', page), values)).map(
    toConnection,
  )
}

/** Searches connections. The full-text index finds texts of three characters and more, in the order of the list; shorter ones are searched row by row. */
async function search(
  sql: Pick<Sql, 'scan' | 'search'>,
  { filter, where, values, bind }: Listed,
  { limit, after }: Page,
): Promise<Connection[]> {
  const { from, text, number } = sql.search
  const conditions = [
    ...where.map((condition) => `listing.${condition}`),
    ...isOneOf('listing.status', filter.statuses),
    ...contains(text, filter.words ?? '', bind),
  ]
  const direction = directionOf(filter)
  if (after !== null) conditions.push(isAfter(number, bind(after), direction))
  const page = `(SELECT ${number} AS number, listing.connection_id FROM ${from}
    WHERE ${conditions.join(' AND ')} ORDER BY ${number} ${direction} LIMIT ${bind(limit)})`
  return (await sql.scan<ConnectionRow>(connectionsOf(page, direction), values)).map(toConnection)
}
