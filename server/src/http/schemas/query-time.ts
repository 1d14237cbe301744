import { z } from 'zod'

/** A time in a query. */
export const queryTime = z.iso.datetime({ offset: true }).optional()

export function epochOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text)
}

/** For `refine`: a span that ends before it begins must not answer as if nothing had happened. */
export const isSpan = ({ since, until }: { readonly since?: unknown; readonly until?: unknown }): boolean =>
  typeof since !== 'string' || typeof until !== 'string' || !(Date.parse(since) >= Date.parse(until))

export const NO_SPAN = { path: ['since'], message: 'must be before until' }
