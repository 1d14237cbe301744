import { givenTime } from '../../email-marketing/model/input-schemas.ts'
import { isSpan } from '../../kernel/time.ts'

/** A time in a query. */
export const queryTime = givenTime.optional()

/** Epoch milliseconds of an ISO 8601 time. */
export function epochOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text)
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** For `refine`: an empty span must be an error, not an empty result. */
export const hasSpan = ({ since, until }: { readonly since?: unknown; readonly until?: unknown }): boolean =>
  isSpan(text(since), text(until))

export const NO_SPAN = { path: ['since'], message: 'must be before until' }
