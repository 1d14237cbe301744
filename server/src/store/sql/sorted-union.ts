import type { Sql } from './sql.ts'

/**
 * The first rows of several selects that are each in the order of an index. Both databases merge them without sorting, and stop at the limit.
 * @param columns those of every select
 * @param order such as `id DESC`
 */
export function sortedUnion(
  { partOfUnion }: Pick<Sql, 'partOfUnion'>,
  selects: readonly string[],
  { columns, order, limit }: { readonly columns: string; readonly order: string; readonly limit: string },
): string {
  const [only, ...others] = selects
  const end = `ORDER BY ${order} LIMIT ${limit}`
  if (others.length === 0) return `(${only} ${end})`
  const parts = selects.map((select) => partOfUnion(select, end))
  return `(SELECT ${columns} FROM (${parts.join(' UNION ALL ')}) AS merged ${end})`
}
