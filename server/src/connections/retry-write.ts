import { setTimeout as sleep } from 'node:timers/promises'
import type { ConnectionsContext } from './context.ts'

const RETRY_AFTER_MS = 500

/** Retries a write, so that a short database outage does not lose new tokens. */
export async function retryWrite<T>(
  { log }: Pick<ConnectionsContext, 'log'>,
  timeoutMs: number,
  write: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (performance.now() > deadline) throw error
      log.error({ err: error }, 'tokens not saved, retrying')
      await sleep(RETRY_AFTER_MS)
    }
  }
}
