import type { Table } from './table.ts'
import { namesIn } from './read-statements.ts'

/** Kept by the migrations themselves. */
const MIGRATIONS_TABLE = { name: 'schema_migrations', columns: [{ name: 'version' }] }

/**
 * The names in SQL text that are neither a table nor a column: of the tables that it names, or, in a part of a statement that names
 * none, of any.
 */
export function findWrongNames(text: string, schema: readonly Table[]): string[] {
  const tables = [...schema, MIGRATIONS_TABLE]
  const { names, aliases } = namesIn(text)
  const named = tables.filter(({ name }) => names.includes(name))
  const known = new Set([
    'excluded',
    ...aliases,
    ...named.map(({ name }) => name),
    ...(named.length > 0 ? named : tables).flatMap(({ columns }) => columns.map(({ name }) => name)),
  ])
  return names.filter((name) => !known.has(name))
}
