import type { Found, PageWanted } from '../page.ts'
import { numberAt } from '../values.ts'

export const NO_LINKS = { exclude_fields: '_links' }

export const pageQuery = ({ limit, at }: PageWanted) => ({ count: limit, offset: numberAt(at) })

export function found<T, U>(
  page: PageWanted,
  rows: readonly T[],
  total: number,
  describe: (row: T) => U,
): Found<U> {
  const end = numberAt(page.at) + rows.length
  return { items: rows.map(describe), next: rows.length > 0 && end < total ? String(end) : null }
}
