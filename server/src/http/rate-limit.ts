import { ProblemError } from '../kernel/errors.ts'
import { networkOf } from './client-address.ts'
import { MINUTE, SECOND } from '../kernel/time.ts'

/** Counts requests per minute, by principal or network address, in this process. */
export interface RateLimit {
  readonly maxPerMinute: number
  /**
   * @param limited the limited thing in the error's sentence, such as “this browser”
   * @throws ProblemError rate_limited
   */
  count(who: string, limited?: string): void
  /**
   * Counts an address; IPv6 addresses by network.
   * @throws ProblemError rate_limited
   */
  countAddress(address: string): void
}

/** More addresses than this in a minute are a flood of invented ones: counts are reset, so that memory stays bounded. */
const MAX_COUNTED = 100_000

/** Counts per calendar minute in a map. Synchronous, because hot routes call it. */
export function createRateLimit(maxPerMinute: number): RateLimit {
  let counts = new Map<string, number>()
  let ends = 0
  const count = (who: string, limited?: string): void => {
    const now = performance.now()
    if (now >= ends || counts.size > MAX_COUNTED) {
      counts = new Map()
      ends = now + MINUTE
    }
    const counted = (counts.get(who) ?? 0) + 1
    counts.set(who, counted)
    if (counted > maxPerMinute)
      throw new ProblemError('rate_limited', {
        facts: { limited, retryAfterSeconds: Math.ceil((ends - now) / SECOND) },
      })
  }
  return {
    maxPerMinute,
    count,
    countAddress: (address) => count(`from ${networkOf(address)}`, 'this IP address'),
  }
}
