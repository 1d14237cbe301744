import { invalidRequest } from '../../kernel/errors.ts'
import type { Found, Position } from './page.ts'

/** The message for a cursor that is not from the previous page. */
export const NOT_A_CURSOR =
  'cursor is not from this list: pass the nextCursor of the previous page unchanged.'

const PREFIX = 'p1.'
export const CURSOR = /^p1\.[\w-]+$/

/** Encodes the provider's position as an opaque, URL-safe cursor. */
function toCursor(next: Position): string | null {
  return next === null ? null : PREFIX + Buffer.from(next).toString('base64url')
}

/** @throws ProblemError invalid_request */
export function fromCursor(cursor: string | undefined): Position {
  if (cursor === undefined) return null
  const text = Buffer.from(cursor.slice(PREFIX.length), 'base64url').toString('utf8')
  if (!cursor.startsWith(PREFIX) || text === '')
    throw invalidRequest({ parameter: 'cursor', detail: NOT_A_CURSOR })
  return text
}

/** A page of the API from a page of the provider, with its position as an opaque cursor. */
export function toPage<T>({ items, next }: Found<T>): { items: T[]; nextCursor: string | null } {
  return { items, nextCursor: toCursor(next) }
}
