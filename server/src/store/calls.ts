import type { Call, CallTotals } from '../calls/call.ts'
import type { CallFilter, NamedCall } from '../calls/call-repository.ts'
import type { Store } from '../context.ts'
import { idAt } from '../kernel/id.ts'
import { insertInto, renamedColumnsOf, type RowOf } from './columns.ts'
import { namedConnection } from './named-connection.ts'
import type { Sql, Statement } from './sql.ts'

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

/** The names are read for the page alone. @param page selects from `calls`, newest first */
function withNames(page: string): string {
  return `SELECT page.*, COALESCE(secret_keys.name, users.name, assistants.name) AS "principalName",
      connections.provider, connections.end_user_id AS "endUserId", connections.account
    FROM (${page}) AS page
    LEFT JOIN secret_keys ON secret_keys.id = page."principalId"
    LEFT JOIN users ON users.id = page."principalId"
    LEFT JOIN assistants ON assistants.id = page."principalId"
    LEFT JOIN connections ON connections.id = page."connectionId"
    ORDER BY page.id DESC`
}

const OWN_CONNECTIONS =
  'SELECT connection_id FROM connection_listings WHERE workspace_id = $1 AND end_user_id = $2'
const VISIBLE = `workspace_id = $1 AND ($2 = '' OR connection_id IN (${OWN_CONNECTIONS}))`

const READ = withNames(`SELECT ${CALL} FROM calls WHERE ${VISIBLE} AND id = $3`)

/** A filter is in the statement only when it is used, so that each database finds its index. */
const FILTERS = [
  ['connectionId', 'connection_id ='],
  ['type', 'type ='],
  ['principalId', 'principal_id ='],
  ['requestId', 'request_id ='],
  ['before', 'id <'],
  ['since', 'id >='],
] as const

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

const ADD_TOTALS = `ON CONFLICT (connection_id, hour) DO UPDATE SET
  call_count = call_totals.call_count + excluded.call_count,
  error_count = call_totals.error_count + excluded.error_count,
  duration_ms = call_totals.duration_ms + excluded.duration_ms,
  max_duration_ms = CASE WHEN excluded.max_duration_ms > call_totals.max_duration_ms
    THEN excluded.max_duration_ms ELSE call_totals.max_duration_ms END,
  provider_duration_ms = call_totals.provider_duration_ms + excluded.provider_duration_ms`

/** Rows that one statement deletes, so that other writes need not wait long. */
const DELETED_AT_ONCE = 2000

export function createCalls(sql: Sql): Store['calls'] {
  const deleteBefore = async (id: string): Promise<void> => {
    const text = `DELETE FROM calls WHERE id IN (SELECT id FROM calls WHERE id < $1 ORDER BY id LIMIT ${DELETED_AT_ONCE})
      RETURNING id`
    while ((await sql.change(text, [id])).length === DELETED_AT_ONCE);
  }
  return {
    async list({ workspaceId, endUserId }, filter, { limit, after }) {
      const { conditions, values } = conditionsOf(filter, after)
      const place = `$${values.length + 3}`
      const page = `SELECT ${CALL} FROM calls WHERE ${[VISIBLE, ...conditions].join(' AND ')} ORDER BY id DESC LIMIT ${place}`
      const rows = await sql.all<NamedRow>(withNames(page), [workspaceId, endUserId ?? '', ...values, limit])
      return rows.map(toNamedCall)
    },
    async read({ workspaceId, endUserId }, id) {
      const row = await sql.one<NamedRow>(READ, [workspaceId, endUserId ?? '', id])
      return row && toNamedCall(row)
    },
    async record(calls, totals) {
      await sql.write([...calls.map(insertCall), ...totals.map(addTotals)])
    },
    async totals(connectionId, since, until) {
      const text = `SELECT ${TOTALS} FROM call_totals WHERE connection_id = $1 AND hour >= $2 AND hour < $3 ORDER BY hour`
      const rows = await sql.all<RowOf<typeof TOTALS>>(text, [connectionId, since, until])
      return rows.map((row): CallTotals => ({ ...row }))
    },
    async sweep(before, maxCount) {
      await deleteBefore(idAt('call', before))
      await sql.write([{ text: 'DELETE FROM call_totals WHERE hour < $1', values: [before] }])
      // One row beyond the size marks the end of what is kept.
      const beyond = `DELETE FROM calls WHERE id = (SELECT id FROM calls ORDER BY id DESC LIMIT 1 OFFSET $1) RETURNING id`
      const [last] = await sql.change<{ id: string }>(beyond, [maxCount])
      if (last) await deleteBefore(last.id)
    },
  }
}

function conditionsOf(
  { hasFailed, since, until, ...filter }: CallFilter,
  after: string | null,
): { conditions: string[]; values: string[] } {
  // IDs sort by time, so the end of a time range is like the end of a page.
  const ends = [after, until === undefined ? null : idAt('call', until)].filter((end) => end !== null)
  const wanted = {
    ...filter,
    before: ends.toSorted()[0],
    since: since === undefined ? undefined : idAt('call', since),
  }
  const conditions: string[] = []
  const values: string[] = []
  for (const [name, condition] of FILTERS) {
    const value = wanted[name]
    if (value === undefined) continue
    values.push(value)
    conditions.push(`${condition} $${values.length + 2}`)
  }
  if (hasFailed !== undefined) conditions.push(hasFailed ? FAILED : `NOT ${FAILED}`)
  return { conditions, values }
}

function insertCall(call: Call): Statement {
  return insertInto('calls', {
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

function addTotals(totals: CallTotals): Statement {
  return insertInto(
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

function toNamedCall({ provider, endUserId, account, ...call }: NamedRow): NamedCall {
  const { connectionId: id } = call
  return { ...call, connection: id === null ? null : namedConnection(id, { provider, endUserId, account }) }
}
