import { setTimeout as sleep } from 'node:timers/promises'
import { outageOf } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import { DAY } from '../kernel/time.ts'

const RETRY_AFTER_MS = 500
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
  let endsAt = Infinity
  return {
    async save(connectionId, write) {
      const begunAt = performance.now()
      for (;;) {
        try {
          return await write()
        } catch (error) {
          const keptMs = outageOf(error) ? KEPT_MS : refreshTimeoutMs
          if (performance.now() >= Math.min(begunAt + keptMs, endsAt)) {
            log.error(
              { connectionId },
              'the new tokens of a connection are lost, since they could not be saved: its end user may have to reconnect',
            )
            throw error
          }
          log.error({ err: error, connectionId }, 'tokens not saved, retrying')
          await sleep(RETRY_AFTER_MS)
        }
      }
    },
    stop() {
      endsAt = performance.now() + refreshTimeoutMs
    },
  }
}
