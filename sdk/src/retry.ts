import { LetterlockApiError, type LetterlockError } from './errors.ts'

const FIRST_DELAY_MS = 500
const MAX_DELAY_MS = 8_000
/** The longest wait. If the server asks for more, the application decides. */
const MAX_RETRY_AFTER_MS = 60_000

/**
 * Milliseconds until the next attempt: `Retry-After` (RFC 9110 section 10.2.3), or else exponential backoff with jitter. undefined: do
 * not retry.
 *
 * @param retries the number of retries so far
 */
export function retryDelayMs(error: LetterlockError, retries: number): number | undefined {
  if (!error.isRetryable) return undefined
  const asked = error instanceof LetterlockApiError ? error.retryAfterSeconds : null
  if (asked !== null) return asked * 1000 > MAX_RETRY_AFTER_MS ? undefined : asked * 1000 * jitter(1, 1.1)
  return Math.min(FIRST_DELAY_MS * 2 ** retries, MAX_DELAY_MS) * jitter(0.5, 1)
}

function jitter(from: number, to: number): number {
  return from + Math.random() * (to - from)
}

/** Rejects with the signal's reason when it is aborted. */
export async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  await new Promise<void>((resolve) => {
    const wake = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    signal?.addEventListener('abort', wake)
  })
  signal?.throwIfAborted()
}
