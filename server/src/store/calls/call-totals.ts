import type { CallTotals, HourTotals } from '../../calls/call.ts'
import type { Store } from '../../context.ts'
import { renamedColumnsOf, type RowOf } from '../sql/columns.ts'
import { createInsertOfConnection } from '../connections/insert-of-connection.ts'
import { isOfEndUser } from '../events/is-of-end-user.ts'
import { createParameters } from '../sql/parameters.ts'
import type { Sql, Statement } from '../sql/sql.ts'

/* The calls of each connection, by hour. */

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

/** Cast, because PostgreSQL's sums of `BIGINT` are decimals; both databases return a `BIGINT` as a number. */
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

export function createCallTotals(sql: Sql): Pick<Store['calls'], 'totals' | 'totalsOfAll'> {
  return {
    async totals(connectionId, since, until) {
      const text = `SELECT ${TOTALS} FROM call_totals WHERE connection_id = $1 AND hour >= $2 AND hour < $3 ORDER BY hour`
      const rows = await sql.all<RowOf<typeof TOTALS>>(text, [connectionId, since, until])
      return rows.map((row): CallTotals => ({ ...row }))
    },
    async totalsOfAll({ workspaceId, endUserId }, since, until) {
      const { values, bind } = createParameters()
      const where = [`workspace_id = ${bind(workspaceId)}`, `hour >= ${bind(since)}`, `hour < ${bind(until)}`]
      if (endUserId !== null) where.push(isOfEndUser(bind(workspaceId), bind(endUserId)))
      const text = `SELECT ${SUMS} FROM call_totals WHERE ${where.join(' AND ')} GROUP BY hour ORDER BY hour`
      return sql.scan<HourTotals>(text, values)
    },
  }
}

export function createAddTotals(sql: Pick<Sql, 'keepRow'>): (totals: CallTotals) => Statement {
  const insert = createInsertOfConnection(sql, 'call_totals', {
    rowOf: (row) => `${row.connection_id} ${row.hour}`,
    ending: ADD_TOTALS,
  })
  return (totals) =>
    insert({
      connection_id: totals.connectionId,
      hour: totals.hour,
      workspace_id: totals.workspaceId,
      call_count: totals.callCount,
      error_count: totals.errorCount,
      duration_ms: Math.round(totals.durationMs),
      max_duration_ms: Math.round(totals.maxDurationMs),
      provider_duration_ms: Math.round(totals.providerDurationMs),
    })
}
