import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../kernel/log.ts'

const RETRY_AFTER_MS = 500

interface Retries {
  readonly log: Log
  readonly connectionId?: string
  /** Monotonic time at which a write that has failed so is given up. */
  readonly endsAt: (error: unknown) => number
}

/** Writes what a provider has answered, again and again, so that a database outage does not lose it. @throws the last error */
export async function retryWrite<T>(
  { log, connectionId, endsAt }: Retries,
  write: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (performance.now() >= endsAt(error)) throw error
      log.error({ err: error, connectionId }, 'what a provider has answered is not saved, retrying')
      await sleep(RETRY_AFTER_MS)
    }
  }
}
