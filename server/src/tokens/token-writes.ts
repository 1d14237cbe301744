import { retryWrite } from '../connections/retry-write.ts'
import { outageOf } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import { DAY } from '../kernel/time.ts'

/** However long the database is away, within reason: the tokens before these may be used up. */
const KEPT_MS = DAY

/** Writes of tokens that a provider has just issued. They are in memory until they are saved, and nothing can replace them. */
export interface TokenWrites {
  /** Writes, again and again while the database is away. @throws the last error */
  save<T>(connectionId: string, write: () => Promise<T>): Promise<T>
  /** The server stops: what waits has as long as a refresh has; then it is lost, and the log says so. */
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
          'the new tokens of a connection are lost, since they could not be saved: its end user may have to reconnect',
        )
        throw error
      }
    },
    stop() {
      stopsAt = performance.now() + refreshTimeoutMs
    },
  }
}
