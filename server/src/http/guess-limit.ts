import { ProblemError, outageOf } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import { MINUTE, SECOND } from '../kernel/time.ts'
import type { GuessCounts } from '../workspaces/guess-counts.ts'
import { networkOf } from './client-address.ts'
import { createRateLimit } from './rate-limit.ts'

/** Limits how often a secret can be guessed within a minute. */
export interface GuessLimit {
  /** @param limited the limited thing in the error's sentence, such as “this browser”. @throws ProblemError rate_limited */
  count(who: string, limited: string): Promise<void>
  /** Counts an address; an IPv6 address counts as its network. @throws ProblemError rate_limited */
  countAddress(address: string): Promise<void>
}

/**
 * @param kind what is guessed; kinds are counted separately
 * @param counts null if this is the only process
 */
export function createGuessLimit(kind: string, maxPerMinute: number, counts: GuessCounts | null): GuessLimit {
  const own = createRateLimit(maxPerMinute)
  const count = async (who: string, limited: string): Promise<void> => {
    // The limit of this process stops a flood before it reaches the database.
    own.count(who, limited)
    const counted = await counts?.count(hashToken(`${kind} ${who}`), MINUTE).catch((error: unknown) => {
      // Without the database no guess can succeed: the route reports the outage.
      if (!outageOf(error)) throw error
      return undefined
    })
    if (counted && counted.count > maxPerMinute)
      throw new ProblemError('rate_limited', {
        facts: { limited, retryAfterSeconds: Math.ceil(counted.endsInMs / SECOND) },
      })
  }
  return {
    count,
    countAddress: (address) => count(`from ${networkOf(address)}`, 'this IP address'),
  }
}
