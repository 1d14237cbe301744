import { HubError } from '../errors.ts'
import { MINUTE, SECOND } from '../time.ts'

/** How much one key, or one address, may ask within a minute. In this process only. */
export interface RateLimit {
  /** @throws HubError rate_limited */
  count(who: string): void
}

/** More than these in one minute is a flood from made-up addresses: counting starts anew rather than eating memory. */
const MOST_COUNTED = 100_000

/** Whole minutes, counted in a map: the hot routes pass here, and a promise for each request would cost more than the rest. */
export function createRateLimit(mostPerMinute: number): RateLimit {
  let counts = new Map<string, number>()
  let ends = 0
  return {
    count(who) {
      const now = performance.now()
      if (now >= ends || counts.size > MOST_COUNTED) {
        counts = new Map()
        ends = now + MINUTE
      }
      const count = (counts.get(who) ?? 0) + 1
      counts.set(who, count)
      if (count > mostPerMinute)
        throw new HubError('rate_limited', { facts: { retryAfterSeconds: Math.ceil((ends - now) / SECOND) } })
    },
  }
}
