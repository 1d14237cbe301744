import type { DefaultedColumns, Tables } from '../schema/tables.ts'
import type { SqlValue, Statement } from './sql.ts'

type ColumnOf<T extends keyof Tables> = keyof Tables[T] & string

/** The list of columns of a SELECT, with the type of its rows: see `RowOf`. */
export type Columns<Row> = string & { readonly row?: Row }

export type RowOf<C> = C extends Columns<infer Row> ? Row : never

/** Columns of a table under their own names. */
export function columnsOf<T extends keyof Tables, C extends ColumnOf<T>>(
  _table: T,
  names: readonly C[],
): Columns<Pick<Tables[T], C>> {
  return names.join(', ')
}

/** Columns of a table under other names. @param names the column of each name */
export function renamedColumnsOf<
  T extends keyof Tables,
  const C extends Readonly<Record<string, ColumnOf<T>>>,
>(_table: T, names: C): Columns<{ readonly [Name in keyof C]: Tables[T][C[Name]] }> {
  return Object.entries(names)
    .map(([name, column]) => `${column} AS "${name}"`)
    .join(', ')
}

type OptionalColumn<T extends keyof Tables> =
  | { [C in ColumnOf<T>]: null extends Tables[T][C] ? C : never }[ColumnOf<T>]
  | (T extends keyof DefaultedColumns ? DefaultedColumns[T] : never)

/** A new row; columns that are nullable or have a default may be omitted. */
export type NewRow<T extends keyof Tables> = Omit<Tables[T], OptionalColumn<T>> &
  Partial<Pick<Tables[T], OptionalColumn<T> & keyof Tables[T]>>

/** The statement that inserts a row. @param then the end of the statement, such as `ON CONFLICT DO NOTHING` */
export function insertInto<T extends keyof Tables>(table: T, row: NewRow<T>, then = ''): Statement {
  const names = Object.keys(row)
  const places = names.map((_name, index) => `$${index + 1}`)
  return {
    text: `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')}) ${then}`,
    values: Object.values<SqlValue>(row),
  }
}

/** The statement that inserts a row if a condition holds. @param condition SQL, from the parameters of its own values */
export function insertWhere<T extends keyof Tables>(
  table: T,
  row: NewRow<T>,
  condition: (...places: readonly string[]) => string,
  values: readonly SqlValue[],
): Statement {
  const all = [...Object.values<SqlValue>(row), ...values]
  const places = all.map((_value, index) => `$${index + 1}`)
  const own = places.splice(-values.length)
  return {
    text: `INSERT INTO ${table} (${Object.keys(row).join(', ')}) SELECT ${places.join(', ')} WHERE ${condition(...own)}`,
    values: all,
  }
}
