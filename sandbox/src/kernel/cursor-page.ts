export interface CursorPage<T> {
  readonly items: readonly T[]
  /** Absent on the last page. */
  readonly next?: string
}

/** A page with an opaque cursor. An invalid cursor begins at the first item. */
export function cursorPage<T>(
  all: readonly T[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): CursorPage<T> {
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString('utf8')) || 0 : 0
  const end = start + limit
  const items = all.slice(start, end)
  return end >= all.length ? { items } : { items, next: Buffer.from(String(end)).toString('base64url') }
}
