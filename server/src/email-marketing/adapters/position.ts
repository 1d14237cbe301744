import { invalidRequest } from '../../kernel/errors.ts'
import type { Position } from './page.ts'
import { NOT_A_CURSOR } from './cursor.ts'

/** A provider's position with a number before it: which of several lists, or how many items of a page were returned already. */
export interface NumberedPosition {
  readonly number: number
  /** The provider's position; null for the first page. */
  readonly inner: Position
}

/** Reads a position that `positionText` wrote; null is the first page. @throws ProblemError invalid_request */
export function positionIn(at: Position): NumberedPosition {
  if (at === null) return { number: 0, inner: null }
  const [, number = '', inner = ''] = /^(\d{1,6}):(.*)$/s.exec(at) ?? []
  if (number === '') throw invalidRequest({ parameter: 'cursor', detail: NOT_A_CURSOR })
  return { number: Number(number), inner: inner === '' ? null : inner }
}

/** The position as the text that a cursor holds. */
export function positionText({ number, inner }: NumberedPosition): string {
  return `${number}:${inner ?? ''}`
}
