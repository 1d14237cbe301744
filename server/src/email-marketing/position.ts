import { invalidRequest } from '../kernel/errors.ts'
import type { Position } from './adapter.ts'
import { NOT_A_CURSOR } from './cursor.ts'

/** A position in several lists, one after the other. */
export interface PartPosition {
  /** Which list, from 0. */
  readonly part: number
  /** The position in it; null at its beginning. */
  readonly inner: Position
}

/** Reads a position that `positionText` wrote. @throws ProblemError invalid_request */
export function positionIn(at: Position, parts: number): PartPosition {
  if (at === null) return { part: 0, inner: null }
  const [, part = '', inner = ''] = /^(\d{1,6}):(.*)$/s.exec(at) ?? []
  if (part === '' || Number(part) >= parts)
    throw invalidRequest({ parameter: 'cursor', detail: NOT_A_CURSOR })
  return { part: Number(part), inner: inner === '' ? null : inner }
}

/** The position after a page: in the same list, at the beginning of the next one, or null at the end. */
export function positionText({ part, inner }: PartPosition, parts: number): Position {
  if (inner !== null) return `${part}:${inner}`
  return part + 1 < parts ? `${part + 1}:` : null
}
