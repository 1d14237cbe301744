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
 * Creates what inserts a row of a connection that exists, or of none: another process may have erased it while this one ran the call. The
 * text is written once, for rows of the same columns.
 * @param then what follows, such as `ON CONFLICT DO NOTHING`
 */
export function createInsertOfConnection<T extends 'calls' | 'call_totals'>(
  { keepRow }: Pick<Sql, 'keepRow'>,
  table: T,
  then = '',
): (row: NewRow<T>) => Statement {
  const textOf = (names: readonly string[]): string => {
    // PostgreSQL does not take the types of selected values from the columns.
    const selected = names.map(
      (name, index) => `CAST($${index + 1} AS ${TEXTS.has(name) ? 'TEXT' : 'BIGINT'})`,
    )
    const connection = `CAST($${names.indexOf('connection_id') + 1} AS TEXT)`
    return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${selected.join(', ')}
    WHERE ${connection} IS NULL OR EXISTS (SELECT 1 FROM connections WHERE id = ${connection} ${keepRow}) ${then}`
  }
  let text: string | undefined
  return (row) => {
    text ??= textOf(Object.keys(row))
    return { text, values: Object.values<SqlValue>(row) }
  }
}
