import { z } from 'zod'
import { MAX_CURSOR_LENGTH, MAX_PAGE_SIZE } from '../../kernel/limits.ts'
import { idOf } from './values.ts'

export const pageLimit = z.coerce
  .number()
  .int()
  .min(1)
  .max(MAX_PAGE_SIZE)
  .default(50)
  .describe('How many items at most.')

/** The query of a list whose cursor is the ID of the last row of the previous page. */
export function pageQuery(prefix: 'app' | 'call' | 'job' | 'conn' | 'evt' | 'sreq' | 'we' | 'whd') {
  return {
    cursor: idOf(prefix).describe('The `nextCursor` of the previous page.').optional(),
    limit: pageLimit,
  }
}

/** The query of a list whose cursor contains the provider's position. */
export function providerPageQuery(form: RegExp) {
  return z.object({
    cursor: z
      .string()
      .max(MAX_CURSOR_LENGTH)
      .regex(form, 'must be the nextCursor of the previous page')
      .optional()
      .describe('The `nextCursor` of the previous page.'),
    limit: pageLimit,
  })
}

export const nextCursor = z
  .string()
  .nullable()
  .describe('Pass it as `cursor` for the next page; null on the last one.')

/** A page of a list, in a response. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor })
}

/** Creates a page from rows that were read with `limit + 1`: the extra row shows that there is a next page. */
export function toPage<T extends { id: string }, U>(
  rows: readonly T[],
  limit: number,
  describe: (row: T) => U,
): { items: U[]; nextCursor: string | null } {
  const items = rows.slice(0, limit)
  return { items: items.map(describe), nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
