import { DatabaseSync } from 'node:sqlite'
import type { Table } from '../database-schema/table.ts'

type Value = string | number | null | Uint8Array
export type Row = Readonly<Record<string, Value>>

/** The rows of each table, by its name. */
export type Rows = ReadonlyMap<string, readonly Row[]>

/** Holds only a test of the disk. */
const LEFT_OUT: ReadonlySet<string> = new Set(['write_checks'])
/** better-auth uses the machine's clock, which tests cannot move, so expiry dates are far in the future. */
const LIVE_ON: ReadonlySet<string> = new Set(['user_sessions', 'user_verifications'])
const FAR_FUTURE = '2100-01-01T00:00:00.000Z'

export function readRows(file: string, tables: readonly Table[]): Rows {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return new Map(
      tables
        .filter(({ name }) => !LEFT_OUT.has(name))
        .map(({ name }) => {
          const rows = database.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all() as Row[]
          return [name, rows.map((row) => (LIVE_ON.has(name) ? { ...row, expires_at: FAR_FUTURE } : row))]
        }),
    )
  } finally {
    database.close()
  }
}
