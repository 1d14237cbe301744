import type { Call, CallTotals, HourTotals } from '../calls/call.ts'
import type { CallFilter, NamedCall } from '../calls/call-repository.ts'
import type { Store } from '../context.ts'
import { compareIds, idAt } from '../kernel/id.ts'
import type { PageRequest } from '../kernel/page.ts'
import { renamedColumnsOf, type NewRow, type RowOf } from './columns.ts'
import { deleteInPieces } from './delete-in-pieces.ts'
import { isOfEndUser } from './is-of-end-user.ts'
import { namedConnection } from './named-connection.ts'
import { newestOfEndUser } from './newest-of-end-user.ts'
import { createPlaces } from './places.ts'
import { joinPrincipal, PRINCIPAL_NAME } from './principal-name.ts'
import { sortedUnion } from './sorted-union.ts'
import { timeConditions } from './time-conditions.ts'
import type { Sql, SqlValue, Statement } from './sql.ts'

const CALL = renamedColumnsOf('calls', {
  id: 'id',
  workspaceId: 'workspace_id',
  type: 'type',
  startedAt: 'started_at',
  requestId: 'request_id',
  principalType: 'principal_type',
  principalId: 'principal_id',
  connectionId: 'connection_id',
  operation: 'operation',
  method: 'method',
  path: 'path',
  statusCode: 'status_code',
  errorCode: 'error_code',
  durationMs: 'duration_ms',
  providerDurationMs: 'provider_duration_ms',
  providerRequestCount: 'provider_request_count',
  retryCount: 'retry_count',
  requestBytes: 'request_bytes',
  responseBytes: 'response_bytes',
  credential: 'credential',
})

type CallRow = Omit<RowOf<typeof CALL>, 'type' | 'principalType' | 'errorCode' | 'credential'> &
  Pick<Call, 'type' | 'principalType' | 'errorCode' | 'credential'>

interface NamedRow extends CallRow {
  readonly principalName: string | null
  readonly provider: string | null
  readonly endUserId: string | null
  readonly account: string | null
}

const NAMED = `SELECT ${CALL.split(', ')
  .map((column) => `calls.${column}`)
  .join(', ')}, ${PRINCIPAL_NAME} AS "principalName",
    connections.provider, connections.end_user_id AS "endUserId", connections.account`
const JOINS = `${joinPrincipal('calls.principal_id')}
  LEFT JOIN connections ON connections.id = calls.connection_id`

const READ = `${NAMED} FROM calls ${JOINS}
  WHERE calls.workspace_id = $1 AND calls.id = $2 AND ($3 = '' OR connections.end_user_id = $3)`

/** As in the index of failed calls. */
const FAILED = '(error_code IS NOT NULL OR status_code IS NULL OR status_code >= 400)'

const TOTALS = renamedColumnsOf('call_totals', {
  workspaceId: 'workspace_id',
  connectionId: 'connection_id',
  hour: 'hour',
  callCount: 'call_count',
  errorCount: 'error_count',
  durationMs: 'duration_ms',
  maxDurationMs: 'max_duration_ms',
  providerDurationMs: 'provider_duration_ms',
})

/** Both databases return a `BIGINT` as a number; PostgreSQL's sums of them are decimals. */
const SUMS = `hour, CAST(SUM(call_count) AS BIGINT) AS "callCount", CAST(SUM(error_count) AS BIGINT) AS "errorCount",
  CAST(SUM(duration_ms) AS BIGINT) AS "durationMs", MAX(max_duration_ms) AS "maxDurationMs",
  CAST(SUM(provider_duration_ms) AS BIGINT) AS "providerDurationMs"`

const ADD_TOTALS = `ON CONFLICT (connection_id, hour) DO UPDATE SET
  call_count = call_totals.call_count + excluded.call_count,
  error_count = call_totals.error_count + excluded.error_count,
  duration_ms = call_totals.duration_ms + excluded.duration_ms,
  max_duration_ms = CASE WHEN excluded.max_duration_ms > call_totals.max_duration_ms
    THEN excluded.max_duration_ms ELSE call_totals.max_duration_ms END,
  provider_duration_ms = call_totals.provider_duration_ms + excluded.provider_duration_ms`

export function createCalls(sql: Sql): Store['calls'] {
  const deleteBefore = (id: string): Promise<void> =>
    deleteInPieces(sql, { table: 'calls', key: ['id'], where: 'id < $1', values: [id] })
  return {
    async list({ workspaceId, endUserId }, filter, page) {
      const { connectionId } = filter
      const read = (connectionIds: readonly string[] | undefined): Promise<NamedRow[]> =>
        listCalls(sql, workspaceId, { ...filter, connectionIds }, page)
      const rows =
        endUserId === null
          ? await read(connectionId === undefined ? undefined : [connectionId])
          : await newestOfEndUser(sql, { workspaceId, endUserId, connectionId }, page, read)
      return rows.map(toNamedCall)
    },
    async read({ workspaceId, endUserId }, id) {
      const row = await sql.one<NamedRow>(READ, [workspaceId, id, endUserId ?? ''])
      return row && toNamedCall(row)
    },
    async record(calls, totals) {
      await sql.write([
        ...inLockingOrder(calls).map((call) => insertCall(sql, call)),
        ...inLockingOrder(totals).map((each) => addTotals(sql, each)),
      ])
    },
    async totals(connectionId, since, until) {
      const text = `SELECT ${TOTALS} FROM call_totals WHERE connection_id = $1 AND hour >= $2 AND hour < $3 ORDER BY hour`
      const rows = await sql.all<RowOf<typeof TOTALS>>(text, [connectionId, since, until])
      return rows.map((row): CallTotals => ({ ...row }))
    },
    async totalsOfAll({ workspaceId, endUserId }, since, until) {
      const { values, place } = createPlaces()
      const where = [
        `workspace_id = ${place(workspaceId)}`,
        `hour >= ${place(since)}`,
        `hour < ${place(until)}`,
      ]
      if (endUserId !== null) where.push(isOfEndUser(place(workspaceId), place(endUserId)))
      const text = `SELECT ${SUMS} FROM call_totals WHERE ${where.join(' AND ')} GROUP BY hour ORDER BY hour`
      return sql.scan<HourTotals>(text, values)
    },
    async sweep(before, maxCount) {
      await deleteBefore(idAt('call', before))
      const key = ['connection_id', 'hour'] as const
      await deleteInPieces(sql, { table: 'call_totals', key, where: 'hour < $1', values: [before] })
      // One row beyond the size marks the end of what is kept.
      const beyond = 'SELECT id FROM calls ORDER BY id DESC LIMIT 1 OFFSET $1'
      const [last] = await sql.scan<{ id: string }>(beyond, [maxCount])
      if (last)
        await deleteInPieces(sql, { table: 'calls', key: ['id'], where: 'id <= $1', values: [last.id] })
    },
  }
}

interface OfConnections extends CallFilter {
  readonly connectionIds: readonly string[] | undefined
}

/** A filter is in the statement only when it is used, so that each database finds its index; the calls of each connection are merged. */
function listCalls(
  sql: Pick<Sql, 'all' | 'partOfUnion'>,
  workspaceId: string,
  { connectionIds, type, principalId, requestId, hasFailed, ...time }: OfConnections,
  { limit, after }: PageRequest,
): Promise<NamedRow[]> {
  const places = createPlaces()
  const { values, place } = places
  const where = [`workspace_id = ${place(workspaceId)}`, ...timeConditions('call', time, after, places)]
  for (const [column, value] of Object.entries({ type, principal_id: principalId, request_id: requestId }))
    if (value !== undefined) where.push(`${column} = ${place(value)}`)
  if (hasFailed !== undefined) where.push(hasFailed ? FAILED : `NOT ${FAILED}`)
  const alternatives = connectionIds?.map((id) => [`connection_id = ${place(id)}`]) ?? [[]]
  const selects = alternatives.map(
    (alternative) => `SELECT id FROM calls WHERE ${[...where, ...alternative].join(' AND ')}`,
  )
  const union = sortedUnion(sql, selects, { columns: 'id', order: 'id DESC', limit: place(limit) })
  const text = `${NAMED} FROM ${union} AS page JOIN calls ON calls.id = page.id ${JOINS} ORDER BY page.id DESC`
  return sql.all<NamedRow>(text, values)
}

/** By connection: processes that lock the same rows lock them in the same order. */
function inLockingOrder<T extends { readonly connectionId: string | null }>(rows: readonly T[]): T[] {
  return rows.toSorted((one, other) => compareIds(one.connectionId ?? '', other.connectionId ?? ''))
}

function insertCall(sql: Pick<Sql, 'keepRow'>, call: Call): Statement {
  return insertOfConnection(sql, 'calls', {
    id: call.id,
    workspace_id: call.workspaceId,
    type: call.type,
    started_at: call.startedAt,
    request_id: call.requestId,
    principal_type: call.principalType,
    principal_id: call.principalId,
    connection_id: call.connectionId,
    operation: call.operation,
    method: call.method,
    path: call.path,
    status_code: call.statusCode,
    error_code: call.errorCode,
    duration_ms: call.durationMs,
    provider_duration_ms: call.providerDurationMs,
    provider_request_count: call.providerRequestCount,
    retry_count: call.retryCount,
    request_bytes: call.requestBytes,
    response_bytes: call.responseBytes,
    credential: call.credential,
  })
}

function addTotals(sql: Pick<Sql, 'keepRow'>, totals: CallTotals): Statement {
  return insertOfConnection(
    sql,
    'call_totals',
    {
      connection_id: totals.connectionId,
      hour: totals.hour,
      workspace_id: totals.workspaceId,
      call_count: totals.callCount,
      error_count: totals.errorCount,
      duration_ms: Math.round(totals.durationMs),
      max_duration_ms: Math.round(totals.maxDurationMs),
      provider_duration_ms: Math.round(totals.providerDurationMs),
    },
    ADD_TOTALS,
  )
}

const TEXTS: ReadonlySet<string> = new Set([
  'id',
  'workspace_id',
  'type',
  'request_id',
  'principal_type',
  'principal_id',
  'connection_id',
  'operation',
  'method',
  'path',
  'error_code',
  'credential',
])

/**
 * Inserts a row of a connection that exists, or of none: another process may have erased it while this one ran the call.
 * @param then what follows, such as `ON CONFLICT DO NOTHING`
 */
function insertOfConnection<T extends 'calls' | 'call_totals'>(
  { keepRow }: Pick<Sql, 'keepRow'>,
  table: T,
  row: NewRow<T>,
  then = '',
): Statement {
  const names = Object.keys(row)
  const values = Object.values<SqlValue>(row)
  // PostgreSQL does not take the types of selected values from the columns.
  const selected = names.map((name, index) => `CAST($${index + 1} AS ${TEXTS.has(name) ? 'TEXT' : 'BIGINT'})`)
  const place = `CAST($${names.indexOf('connection_id') + 1} AS TEXT)`
  const text = `INSERT INTO ${table} (${names.join(', ')}) SELECT ${selected.join(', ')}
    WHERE ${place} IS NULL OR EXISTS (SELECT 1 FROM connections WHERE id = ${place} ${keepRow}) ${then}`
  return { text, values }
}

function toNamedCall({ provider, endUserId, account, ...call }: NamedRow): NamedCall {
  const { connectionId: id } = call
  return { ...call, connection: id === null ? null : namedConnection(id, { provider, endUserId, account }) }
}
