import { ProblemError } from '../kernel/errors.ts'
import { networkOf } from './client-address.ts'
import { MINUTE, SECOND } from '../kernel/time.ts'

/** How much one key, or one address, may ask within a minute. In this process only. */
export interface RateLimit {
  /** `told`: what there were too many requests of, as an error says it. @throws HubError rate_limited */
  count(who: string, told?: string): void
  /** An IPv6 address counts as its network. @throws HubError rate_limited */
  countAddress(address: string): void
}

/** More than these in one minute is a flood from made-up addresses: counting starts anew rather than eating memory. */
const MOST_COUNTED = 100_000

/** Whole minutes, counted in a map: the hot routes pass here, and a promise for each request would cost more than the rest. */
export function createRateLimit(mostPerMinute: number): RateLimit {
  let counts = new Map<string, number>()
  let ends = 0
  const count = (who: string, source: string): void => {
    const now = performance.now()
    if (now >= ends || counts.size > MOST_COUNTED) {
      counts = new Map()
      ends = now + MINUTE
    }
    const counted = (counts.get(who) ?? 0) + 1
    counts.set(who, counted)
    if (counted > mostPerMinute)
      throw new ProblemError('rate_limited', {
        facts: { source, retryAfterSeconds: Math.ceil((ends - now) / SECOND) },
      })
  }
  return {
    count: (who, told = 'with this key') => count(who, told),
    countAddress: (address) => count(`from ${networkOf(address)}`, 'from this network address'),
  }
}
