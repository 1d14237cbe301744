import { SECOND } from '../kernel/time.ts'
import type { ResponseHeaders } from '../outbound/streamed-request.ts'
import { readRetryAfter } from '../outbound/retry-after.ts'

/** Why a call was not retried: the value of `Letterlock-Not-Retried`. */
export type NotRetried = 'body_not_kept' | 'method_not_idempotent' | 'wait_limit_reached'

/** Total milliseconds that a call waits for a rate-limited provider. */
export const MAX_BUSY_WAIT_MS = 10 * SECOND
export const MAX_RETRIES = 3

/** First wait without `Retry-After`; it doubles each time, with jitter of one half. */
const FIRST_WAIT_MS = 0.5 * SECOND
/** Margin for clock differences. */
const LATER_MS = 100

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE'])

export interface Tried {
  readonly method: string
  /** Whether the body is in memory and can be sent again. */
  readonly kept: boolean
  readonly retries: number
  readonly waitedMs: number
  /** In [0, 1). */
  readonly random: number
}

/** Whether the provider asks to send the call later. */
export const isBusy = (status: number): boolean => status === 429 || status === 503

/**
 * Decides whether a call is retried after a status that `isBusy`. 429 means that nothing was done (RFC 6585 section 4); after 503 only idempotent
 * methods are retried.
 */
export function judgeBusy(
  status: number,
  headers: ResponseHeaders,
  { method, kept, retries, waitedMs, random }: Tried,
): { readonly waitMs: number } | { readonly notRetried: NotRetried } {
  if (status === 503 && !IDEMPOTENT.has(method)) return { notRetried: 'method_not_idempotent' }
  if (!kept) return { notRetried: 'body_not_kept' }
  const seconds = readRetryAfter(headers)
  const waitMs =
    seconds === null
      ? FIRST_WAIT_MS * 2 ** retries * (0.5 + random)
      : seconds * SECOND + LATER_MS * (1 + random)
  return retries >= MAX_RETRIES || waitedMs + waitMs > MAX_BUSY_WAIT_MS
    ? { notRetried: 'wait_limit_reached' }
    : { waitMs }
}
