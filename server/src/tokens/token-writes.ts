import { retryWrite } from '../connections/retry-write.ts'
import { outageOf } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import { DAY } from '../kernel/time.ts'

/** How long new tokens are kept in memory during a database outage. The previous ones may no longer work. */
const KEPT_MS = DAY

/** Writes of tokens that a provider has just issued. Until they are saved they are in memory only, and cannot be requested again. */
export interface TokenWrites {
  /** Writes, and retries during a database outage. @throws the last error */
  save<T>(connectionId: string, write: () => Promise<T>): Promise<T>
  /** Called when the server stops: waiting writes are retried for `refreshTimeoutMs` more; then their tokens are lost, which is logged. */
  stop(): void
}

/** @see TokenWrites */
export function createTokenWrites({
  log,
  refreshTimeoutMs,
}: {
  readonly log: Log
  readonly refreshTimeoutMs: number
}): TokenWrites {
  let stopsAt = Infinity
  return {
    async save(connectionId, write) {
      const begunAt = performance.now()
      const keptMs = (error: unknown): number => (outageOf(error) ? KEPT_MS : refreshTimeoutMs)
      const endsAt = (error: unknown): number => Math.min(begunAt + keptMs(error), stopsAt)
      try {
        return await retryWrite({ log, connectionId, endsAt }, write)
      } catch (error) {
        log.error(
          { connectionId },
          'new tokens of a connection could not be saved and are lost: its end user may have to reconnect',
        )
        throw error
      }
    },
    stop() {
      stopsAt = performance.now() + refreshTimeoutMs
    },
  }
}
