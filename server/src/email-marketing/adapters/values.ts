import { ProblemError, invalidRequest } from '../../kernel/errors.ts'
import { exactInteger } from '../../kernel/json.ts'
import { readProxyPath } from '../../proxy/proxy-path.ts'
import type { Found, Position } from './page.ts'
import { NOT_A_CURSOR } from './cursor.ts'

/** Statistics of an audience, if the provider reports none. */
export const NO_STATISTICS = {
  openRate: null,
  clickRate: null,
  averageMonthlySubscribes: null,
  averageMonthlyUnsubscribes: null,
} as const

/** Encodes an ID as one segment of a path. A value that a path cannot contain is not an ID. @throws ProblemError resource_not_found */
export function segment(value: string): string {
  if (value === '' || !value.isWellFormed()) throw new ProblemError('resource_not_found')
  const encoded = encodeURIComponent(value)
  try {
    readProxyPath(`/${encoded}`)
  } catch (cause) {
    throw new ProblemError('resource_not_found', { cause })
  }
  return encoded
}

/** The digits of an ID that the provider writes as an integer. @throws ProblemError resource_not_found */
export function digitsOf(value: string): string {
  if (!/^(?:0|[1-9]\d{0,39})$/.test(value)) throw new ProblemError('resource_not_found')
  return value
}

/** Such an ID for the JSON of a request, with all its digits. @throws ProblemError resource_not_found */
export function numericId(value: string): object {
  return exactInteger(digitsOf(value))
}

/** The rate per contact reached (sent minus bounced); 0 if none was reached. */
export function rateOf(unique: number, sent: number, bounces: number): number {
  const reached = sent - bounces
  return reached <= 0 ? 0 : Math.min(1, Math.round((unique / reached) * 10_000) / 10_000)
}

/** Non-empty text, else null. */
function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** A provider's time as ISO 8601 in UTC; null if invalid. */
export function timeOrNull(value: unknown): string | null {
  const text = textOrNull(value)
  if (text === null) return null
  const at = Date.parse(text.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/, '$1T$2'))
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** For providers that count pages or items: a number from 0. */
export function numberAt(at: Position): number {
  const number = at === null ? 0 : Number(at)
  if (!Number.isSafeInteger(number) || number < 0)
    throw invalidRequest({ parameter: 'cursor', detail: NOT_A_CURSOR })
  return number
}

/** One page of a list that the provider returns whole. */
export function pageOfAll<T>(all: readonly T[], { limit, at }: { limit: number; at: Position }): Found<T> {
  const begin = numberAt(at)
  const end = begin + limit
  return { items: all.slice(begin, end), next: end < all.length ? String(end) : null }
}
