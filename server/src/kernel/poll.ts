import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'

export interface Poll {
  /** Starts no more rounds; resolves when the one in progress has ended. */
  stop(): Promise<void>
}

export interface PollOptions {
  /** From the end of one round to the start of the next. It varies by a tenth, so that processes do not query at the same time. */
  readonly everyMs: number
  readonly log: Log
  /** The log message of a failed round. The next one starts on schedule. */
  readonly failure: string
  /** Until the first round begins; varies, too. Default: `everyMs`. */
  readonly firstAfterMs?: number
}

const JITTER = 0.1

/** Runs `round` repeatedly, one at a time; without a pause as long as it returns true. */
export function poll(
  round: () => Promise<boolean | void>,
  { everyMs, log, failure, firstAfterMs = everyMs }: PollOptions,
): Poll {
  const stopping = new AbortController()
  const pause = (ms: number): Promise<void> =>
    sleep(ms * (1 + JITTER * (2 * Math.random() - 1)), undefined, stopping).catch(() => undefined)
  const run = async (): Promise<void> => {
    if (firstAfterMs > 0) await pause(firstAfterMs)
    while (!stopping.signal.aborted) {
      let hasMore: boolean | void = false
      try {
        hasMore = await round()
      } catch (error) {
        log.error({ err: error }, failure)
      }
      if (hasMore !== true) await pause(everyMs)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
