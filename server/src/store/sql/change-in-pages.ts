import { ROWS_AT_ONCE } from './delete-in-pieces.ts'
import type { Sql, SqlValue } from './sql.ts'

interface Pages {
  readonly find: {
    /** Selects the `id` of rows whose `id` is greater than `$1`, in ascending order. */
    readonly text: string
    /** From `$2` on. */
    readonly values: readonly SqlValue[]
  }
  readonly change: {
    /** Changes the rows whose IDs are in the list `$1`, and returns the changed rows. */
    readonly text: string
    /** From `$2` on. */
    readonly values: readonly SqlValue[]
  }
}

/**
 * Changes the rows that a select finds, some at a time. It pages by ID, so that each row is read once, even if many rows stay unchanged.
 * @returns how many rows were changed
 */
export async function changeInPages(
  sql: Pick<Sql, 'scan' | 'change'>,
  { find, change }: Pages,
): Promise<number> {
  const page = `${find.text} LIMIT ${ROWS_AT_ONCE}`
  let count = 0
  for (let after = ''; ;) {
    const ids = (await sql.scan<{ id: string }>(page, [after, ...find.values])).map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) return count
    count += (await sql.change(change.text, [JSON.stringify(ids), ...change.values])).length
    after = last
  }
}
