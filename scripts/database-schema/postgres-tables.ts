import { Client } from 'pg'
import type { Column, Table } from './table.ts'

const TABLES = `SELECT oid, relname AS name, relpersistence = 'u' AS unlogged FROM pg_class
  WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname <> 'schema_migrations' ORDER BY relname`

const COLUMNS = `SELECT attname AS name, upper(format_type(atttypid, atttypmod)) AS type, NOT attnotnull AS nullable,
    pg_get_expr(adbin, adrelid) AS "defaultValue"
  FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attrelid = $1 AND attnum > 0 AND NOT attisdropped ORDER BY attnum`

/** From version 18 on, NOT NULL is a constraint, too; it stands with its column. */
const CONSTRAINTS = `SELECT pg_get_constraintdef(oid) AS definition, contype = 'f' AS "isForeignKey" FROM pg_constraint
  WHERE conrelid = $1 AND contype <> 'n' ORDER BY array_position(ARRAY['p', 'u'], contype::text), pg_get_constraintdef(oid) COLLATE "C"`

const INDEXES = `SELECT pg_get_indexdef(indexrelid) AS definition FROM pg_index
  WHERE indrelid = $1 AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
  ORDER BY pg_get_indexdef(indexrelid) COLLATE "C"`

interface Constraint {
  readonly definition: string
  readonly isForeignKey: boolean
}

interface PostgresColumn extends Omit<Column, 'hasDefault'> {
  readonly defaultValue: string | null
}

/** @see https://www.postgresql.org/docs/15/catalogs.html */
export async function readPostgresTables(url: string): Promise<Table[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const all = async <T>(text: string, ...values: number[]): Promise<T[]> =>
    (await client.query(text, values)).rows as T[]
  try {
    const tables: Table[] = []
    for (const { oid, name, unlogged } of await all<{ oid: number; name: string; unlogged: boolean }>(
      TABLES,
    )) {
      const columns = await all<PostgresColumn>(COLUMNS, oid)
      const constraints = await all<Constraint>(CONSTRAINTS, oid)
      const lines = [
        ...columns.map(printColumn),
        ...constraints.filter(({ isForeignKey }) => !isForeignKey).map(({ definition }) => definition),
      ]
      const indexes = await all<{ definition: string }>(INDEXES, oid)
      tables.push({
        name,
        statement: `CREATE ${unlogged ? 'UNLOGGED ' : ''}TABLE ${name} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`,
        foreignKeys: constraints
          .filter(({ isForeignKey }) => isForeignKey)
          .map(({ definition }) => `ALTER TABLE ${name} ADD ${definition}`),
        indexes: indexes.map(({ definition }) => definition.replace(' ON public.', ' ON ')),
        columns: columns.map(({ defaultValue, ...column }) => ({
          ...column,
          hasDefault: defaultValue !== null,
        })),
      })
    }
    return tables
  } finally {
    await client.end()
  }
}

function printColumn({ name, type, nullable, defaultValue }: PostgresColumn): string {
  return [name, type, nullable ? '' : 'NOT NULL', defaultValue === null ? '' : `DEFAULT ${defaultValue}`]
    .filter((part) => part !== '')
    .join(' ')
}
