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

/** A cursor is the ID of the last row of the page before. */
export function pageQuery(prefix: 'app' | 'call' | 'job' | 'conn' | 'evt' | 'sreq' | 'we' | 'whd') {
  return {
    cursor: idOf(prefix).describe('The `nextCursor` of the previous page.').optional(),
    limit: pageLimit,
  }
}

/** A cursor that only the provider understands. */
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

/** A page from one row more than was asked for. */
export function toPage<T extends { id: string }, U>(
  rows: readonly T[],
  limit: number,
  describe: (row: T) => U,
): { items: U[]; nextCursor: string | null } {
  const items = rows.slice(0, limit)
  return { items: items.map(describe), nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
