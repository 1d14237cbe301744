import type { Call } from '../../calls/call.ts'
import type { CallFilter, NamedCall } from '../../calls/call-repository.ts'
import type { Store } from '../../context.ts'
import { compareIds, idAt } from '../../kernel/id.ts'
import type { PageRequest } from '../../kernel/page.ts'
import { renamedColumnsOf, type NewRow, type RowOf } from '../sql/columns.ts'
import { createAddTotals, createCallTotals } from './call-totals.ts'
import { deleteInPieces } from '../sql/delete-in-pieces.ts'
import { createInsertOfConnection } from '../connections/insert-of-connection.ts'
import { namedConnection } from '../events/named-connection.ts'
import { newestOfEndUser } from '../events/newest-of-end-user.ts'
import { createParameters } from '../sql/parameters.ts'
import { rowContains } from '../sql/row-contains.ts'
import { joinPrincipal, PRINCIPAL_NAME } from '../events/principal-name.ts'
import { sortedUnion } from '../sql/sorted-union.ts'
import { timeConditions } from '../sql/time-conditions.ts'
import type { Sql } from '../sql/sql.ts'

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

const SEARCHED = {
  texts: ['path', 'operation', 'request_id', 'error_code'],
  principalId: 'principal_id',
} as const

/** As in the index of failed calls. */
const FAILED = '(error_code IS NOT NULL OR status_code IS NULL OR status_code >= 400)'

export function createCalls(sql: Sql): Store['calls'] {
  const insert = createInsertOfConnection(sql, 'calls', {
    rowOf: (row) => `${row.connection_id ?? ''} ${row.id}`,
  })
  const addTotals = createAddTotals(sql)
  const deleteBefore = (id: string): Promise<unknown> =>
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
        ...inLockingOrder(calls).map((call) => insert(toRow(call))),
        ...inLockingOrder(totals).map(addTotals),
      ])
    },
    ...createCallTotals(sql),
    async sweep(before, maxCount) {
      await deleteBefore(idAt('call', before))
      const key = ['connection_id', 'hour'] as const
      await deleteInPieces(sql, { table: 'call_totals', key, where: 'hour < $1', values: [before] })
      // The first row beyond the maximum marks what is deleted.
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

/** Adds only the given filters to the statement, so that each database finds its index. The calls of several connections are merged. */
function listCalls(
  sql: Pick<Sql, 'all' | 'scan' | 'partOfUnion'>,
  workspaceId: string,
  { connectionIds, type, principalId, requestId, hasFailed, words, ...time }: OfConnections,
  { limit, after }: PageRequest,
): Promise<NamedRow[]> {
  const parameters = createParameters()
  const { values, bind } = parameters
  const workspace = bind(workspaceId)
  const where = [`workspace_id = ${workspace}`, ...timeConditions('call', time, after, parameters)]
  for (const [column, value] of Object.entries({ type, principal_id: principalId, request_id: requestId }))
    if (value !== undefined) where.push(`${column} = ${bind(value)}`)
  if (hasFailed !== undefined) where.push(hasFailed ? FAILED : `NOT ${FAILED}`)
  if (words !== undefined) where.push(rowContains(words, { workspaceId: workspace, ...SEARCHED }, parameters))
  const alternatives = connectionIds?.map((id) => [`connection_id = ${bind(id)}`]) ?? [[]]
  const selects = alternatives.map(
    (alternative) => `SELECT id FROM calls WHERE ${[...where, ...alternative].join(' AND ')}`,
  )
  const union = sortedUnion(sql, selects, { columns: 'id', order: 'id DESC', limit: bind(limit) })
  const text = `${NAMED} FROM ${union} AS page JOIN calls ON calls.id = page.id ${JOINS} ORDER BY page.id DESC`
  return words === undefined ? sql.all<NamedRow>(text, values) : sql.scan<NamedRow>(text, values)
}

/** Sorts rows by connection, so that processes lock the same rows in the same order. */
function inLockingOrder<T extends { readonly connectionId: string | null }>(rows: readonly T[]): T[] {
  return rows.toSorted((one, other) => compareIds(one.connectionId ?? '', other.connectionId ?? ''))
}

function toRow(call: Call): NewRow<'calls'> {
  return {
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
  }
}

function toNamedCall({ provider, endUserId, account, ...call }: NamedRow): NamedCall {
  const { connectionId: id } = call
  return { ...call, connection: id === null ? null : namedConnection(id, { provider, endUserId, account }) }
}
