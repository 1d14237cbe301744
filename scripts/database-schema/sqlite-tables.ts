import { DatabaseSync } from 'node:sqlite'
import type { Table } from './table.ts'

/** @see https://www.sqlite.org/schematab.html */
export function readSqliteTables(file: string): Table[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const all = <T>(text: string, ...values: string[]): T[] => database.prepare(text).all(...values) as T[]
  try {
    const tables = all<{ name: string; sql: string }>(
      // Without full-text indexes: the driver makes them.
      "SELECT name, sql FROM sqlite_schema JOIN pragma_table_list USING (name) WHERE pragma_table_list.type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name",
    )
    return tables.map(({ name, sql }) => ({
      name,
      statement: sql,
      foreignKeys: [],
      // Without text: the indexes of UNIQUE and PRIMARY KEY, which the table's own statement makes.
      indexes: all<{ sql: string }>(
        "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name",
        name,
      ).map((index) => index.sql),
      columns: all<{ name: string; type: string; notnull: number; pk: number; dflt_value: string | null }>(
        'SELECT name, type, "notnull", pk, dflt_value FROM pragma_table_info(?)',
        name,
      ).map((column) => ({
        name: column.name,
        type: column.type,
        nullable: column.notnull === 0 && column.pk === 0,
        hasDefault: column.dflt_value !== null,
      })),
    }))
  } finally {
    database.close()
  }
}
