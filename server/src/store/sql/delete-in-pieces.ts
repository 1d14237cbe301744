import type { Tables } from '../schema/tables.ts'
import type { Sql, SqlValue } from './sql.ts'

/** Rows per statement: so few take milliseconds, for which other writes wait. */
export const ROWS_AT_ONCE = 200

interface Piece<T extends keyof Tables> {
  readonly table: T
  /** The columns of its primary key. */
  readonly key: readonly (keyof Tables[T] & string)[]
  readonly where: string
  readonly values: readonly SqlValue[]
}

/** Deletes all rows that meet a condition, some at a time. @returns how many */
export async function deleteInPieces<T extends keyof Tables>(
  sql: Pick<Sql, 'change'>,
  { table, key, where, values }: Piece<T>,
): Promise<number> {
  const columns = key.join(', ')
  const text = `DELETE FROM ${table} WHERE (${columns}) IN (SELECT ${columns} FROM ${table} WHERE ${where} LIMIT ${ROWS_AT_ONCE})
    RETURNING ${columns}`
  for (let count = 0; ;) {
    const { length } = await sql.change(text, values)
    count += length
    if (length < ROWS_AT_ONCE) return count
  }
}
