import { DAY, HOUR, MINUTE, SECOND } from '../kernel/time.ts'

/** The delays between the attempts for one event, as Standard Webhooks recommends; the last attempt is made when the window closes. */
const RETRY_DELAYS_MS = [
  5 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]
export const RETRY_WINDOW_MS = 3 * DAY

/** How long a failing endpoint is held back: longer with each failure, but short enough to notice its recovery. */
const FIRST_HOLD_MS = 5 * SECOND
const MAX_HOLD_MS = 15 * MINUTE
/** From this many consecutive failures on, the endpoint is failing, not an event. */
export const FAILURES_BEFORE_HOLD = 5

/** Later events of a connection wait for an event until this many of its attempts have failed. */
export const MAX_WAITING_ATTEMPTS = 2

/** Up to a fifth later, so that events that failed together are not retried together. `random` is in [0, 1). */
const jittered = (delayMs: number, random: number): number => Math.round(delayMs * (1 + random / 5))

/**
 * When an event is tried again after a failed attempt.
 *
 * @param attempts made so far, at least 1
 * @param firstFailedAt epoch milliseconds
 * @param retryAfterMs what the endpoint asked for; null if it did not
 * @returns epoch milliseconds; null when three days are over
 */
export function nextAttemptAt(
  {
    attempts,
    firstFailedAt,
    retryAfterMs,
  }: {
    readonly attempts: number
    readonly firstFailedAt: number
    readonly retryAfterMs: number | null
  },
  now: number,
  random: number,
): number | null {
  const end = firstFailedAt + RETRY_WINDOW_MS
  if (now >= end) return null
  const delay = jittered(RETRY_DELAYS_MS[attempts - 1] ?? RETRY_WINDOW_MS, random)
  return Math.min(now + Math.max(delay, retryAfterMs ?? 0), end)
}

/**
 * Until when an endpoint is held back.
 *
 * @param consecutiveFailures at least 1
 * @param retryAfterMs what the endpoint asked for; null if it did not
 * @returns epoch milliseconds; null if it is not held back
 */
export function holdUntil(
  {
    consecutiveFailures,
    retryAfterMs,
  }: { readonly consecutiveFailures: number; readonly retryAfterMs: number | null },
  now: number,
  random: number,
): number | null {
  const beyond = consecutiveFailures - FAILURES_BEFORE_HOLD
  const holdMs =
    beyond < 0 ? 0 : jittered(Math.min(FIRST_HOLD_MS * 2 ** Math.min(beyond, 20), MAX_HOLD_MS), random)
  const waitMs = Math.max(holdMs, retryAfterMs ?? 0)
  return waitMs === 0 ? null : now + waitMs
}
