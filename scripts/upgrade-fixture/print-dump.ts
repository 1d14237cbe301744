import { printForeignKeys, printTables, type Table } from '../database-schema/table.ts'
import type { Rows } from './read-rows.ts'

export function printSqliteDump(tables: readonly Table[], rows: Rows, version: number): string {
  return [
    'PRAGMA foreign_keys = OFF;',
    printTables(tables),
    printRows(rows, (bytes) => `X'${bytes}'`),
    `PRAGMA user_version = ${version};`,
    '',
  ].join('\n')
}

/** Foreign keys are added after the rows, so that the order of the tables does not matter. */
export function printPostgresDump(tables: readonly Table[], rows: Rows, version: number): string {
  const versions = Array.from({ length: version }, (_, index) => `(${index + 1})`).join(', ')
  return [
    printTables(tables),
    'CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY);',
    `INSERT INTO schema_migrations VALUES ${versions};`,
    printRows(rows, (bytes) => `'\\x${bytes}'`),
    ...tables.flatMap(printCounts),
    printForeignKeys(tables),
    '',
  ].join('\n')
}

/** The next row gets the next number. */
function printCounts({ name: table, columns }: Table): string[] {
  return columns
    .filter(({ isIdentity }) => isIdentity)
    .map(
      ({ name }) =>
        `SELECT setval(pg_get_serial_sequence('${table}', '${name}'), (SELECT MAX(${name}) FROM ${table}));`,
    )
}

function printRows(rows: Rows, printBytes: (hex: string) => string): string {
  const printValue = (value: string | number | null | Uint8Array): string => {
    if (value === null) return 'NULL'
    if (typeof value === 'number') return String(value)
    if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
    return printBytes(Buffer.from(value).toString('hex'))
  }
  return [...rows]
    .flatMap(([table, ofTable]) =>
      ofTable.map(
        (row) =>
          `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(printValue).join(', ')});`,
      ),
    )
    .join('\n')
}
