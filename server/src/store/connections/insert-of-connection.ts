import type { NewRow } from '../sql/columns.ts'
import type { BulkForm, Sql, SqlValue, Statement } from '../sql/sql.ts'

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

interface InsertOfConnection<T extends 'calls' | 'call_totals'> {
  /** The connection and key of a row, to sort by, so that processes lock the same connections in the same order. */
  readonly rowOf: (row: NewRow<T>) => string
  /** The end of the statement, such as `ON CONFLICT DO NOTHING`. */
  readonly ending?: string
}

/**
 * Creates a function for statements that insert a row if its connection still exists, or if it has none: another process may have erased the
 * connection meanwhile. The text is created once for rows with the same columns.
 */
export function createInsertOfConnection<T extends 'calls' | 'call_totals'>(
  { keepRow }: Pick<Sql, 'keepRow'>,
  table: T,
  { rowOf, ending = '' }: InsertOfConnection<T>,
): (row: NewRow<T>) => Statement {
  const textOf =
    (names: readonly string[]): BulkForm['text'] =>
    (value, from) => {
      // PostgreSQL does not take the types of selected values from the columns.
      const typed = (name: string): string =>
        `CAST(${value(names.indexOf(name) + 1)} AS ${TEXTS.has(name) ? 'TEXT' : 'BIGINT'})`
      const connection = typed('connection_id')
      return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.map(typed).join(', ')} ${from}
    WHERE ${connection} IS NULL OR EXISTS (SELECT 1 FROM connections WHERE id = ${connection} ${keepRow}) ${ending}`
    }
  let texts: { readonly one: string; readonly many: BulkForm['text'] } | undefined
  return (row) => {
    if (!texts) {
      const many = textOf(Object.keys(row))
      texts = { one: many((n) => `$${n}`, ''), many }
    }
    const bulk = { row: rowOf(row), text: texts.many }
    return { text: texts.one, values: Object.values<SqlValue>(row), bulk }
  }
}
