import { ROWS_AT_ONCE } from './delete-in-pieces.ts'
import type { Sql, SqlValue } from './sql.ts'

interface Pages {
  readonly find: {
    /** Selects the `id` of rows with a larger one than `$1`, in their order. */
    readonly text: string
    /** From `$2` on. */
    readonly values: readonly SqlValue[]
  }
  readonly change: {
    /** Changes the rows whose IDs are in the list `$1`, and returns what it has changed. */
    readonly text: string
    /** From `$2` on. */
    readonly values: readonly SqlValue[]
  }
}

/**
 * Changes the rows that a select finds, some at a time. It reads each once, and not where it writes: rows that stay may be between any two.
 * @returns how many
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
