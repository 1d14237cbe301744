import type { NewRow } from '../sql/columns.ts'
import type { Sql, SqlValue, Statement } from '../sql/sql.ts'

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
export function insertOfConnection<T extends 'calls' | 'call_totals'>(
  { keepRow }: Pick<Sql, 'keepRow'>,
  table: T,
  row: NewRow<T>,
  then = '',
): Statement {
  const names = Object.keys(row)
  const values = Object.values<SqlValue>(row)
  // PostgreSQL does not take the types of selected values from the columns.
  const selected = names.map((name, index) => `CAST($${index + 1} AS ${TEXTS.has(name) ? 'TEXT' : 'BIGINT'})`)
  const connection = `CAST($${names.indexOf('connection_id') + 1} AS TEXT)`
  const text = `INSERT INTO ${table} (${names.join(', ')}) SELECT ${selected.join(', ')}
    WHERE ${connection} IS NULL OR EXISTS (SELECT 1 FROM connections WHERE id = ${connection} ${keepRow}) ${then}`
  return { text, values }
}
