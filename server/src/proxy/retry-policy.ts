import { SECOND } from '../kernel/time.ts'
import type { ResponseHeaders } from '../outbound/streamed-request.ts'
import { readRetryAfter } from '../outbound/retry-after.ts'

/** Why a call was not sent again although that might have helped: the value of `Letterlock-Not-Retried`. */
export type NotRetried = 'body_not_kept' | 'method_not_idempotent' | 'patience_over'

/** How long a caller is kept waiting for a platform that is busy, in all. */
export const BUSY_PATIENCE_MS = 10 * SECOND
export const MOST_RETRIES = 3

/** Where the platform does not say when: so long, doubled each time, give or take a half. */
const FIRST_WAIT_MS = 0.5 * SECOND
/** A busy platform's second may be a little longer than ours. */
const LATER_MS = 100

/** RFC 9110 section 9.2.2. */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE'])

export interface Tried {
  readonly method: string
  /** The body is still there. */
  readonly kept: boolean
  readonly retries: number
  readonly waitedMs: number
  /** From 0 to 1. */
  readonly random: number
}

/**
 * When a call is sent again that the platform had no time for. 429 says that nothing was done (RFC 6585 section 4); after 503
 * something may have been, so only what is idempotent is sent again. undefined: the platform was not busy.
 */
export function judgeBusy(
  status: number,
  headers: ResponseHeaders,
  { method, kept, retries, waitedMs, random }: Tried,
): { readonly waitMs: number } | { readonly fallbackReason: NotRetried } | undefined {
  if (status !== 429 && status !== 503) return undefined
  if (status === 503 && !IDEMPOTENT.has(method)) return { fallbackReason: 'method_not_idempotent' }
  if (!kept) return { fallbackReason: 'body_not_kept' }
  const seconds = readRetryAfter(headers)
  const waitMs =
    seconds === null
      ? FIRST_WAIT_MS * 2 ** retries * (0.5 + random)
      : seconds * SECOND + LATER_MS * (1 + random)
  return retries >= MOST_RETRIES || waitedMs + waitMs > BUSY_PATIENCE_MS
    ? { fallbackReason: 'patience_over' }
    : { waitMs }
}
