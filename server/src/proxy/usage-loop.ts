import type { Log } from '../kernel/log.ts'
import { poll, type Poll } from '../kernel/poll.ts'
import { MINUTE } from '../kernel/time.ts'
import type { UsageCounter } from './usage-counter.ts'

/** At most one event per minute, principal and connection. */
const FLUSH_EVERY_MS = MINUTE

/** Writes the counted usage. `stop` writes once more. */
export function startUsageLoop({ usage, log }: { readonly usage: UsageCounter; readonly log: Log }): Poll {
  const flushing = poll(usage.flush, { everyMs: FLUSH_EVERY_MS, log, failure: 'writing usage failed' })
  return {
    async stop() {
      await flushing.stop()
      await usage.flush()
    },
  }
}
