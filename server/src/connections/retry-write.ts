import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../kernel/log.ts'

const RETRY_AFTER_MS = 500

interface Retries {
  readonly log: Log
  readonly connectionId?: string
  /** Monotonic time (`performance.now()`) from which an error is thrown instead of retried. */
  readonly endsAt: (error: unknown) => number
}

/** Saves a provider's response, and retries, so that a database outage does not lose it. @throws the last error */
export async function retryWrite<T>(
  { log, connectionId, endsAt }: Retries,
  write: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (performance.now() >= endsAt(error)) throw error
      log.error({ err: error, connectionId }, 'saving a provider’s response failed, retrying')
      await sleep(RETRY_AFTER_MS)
    }
  }
}
