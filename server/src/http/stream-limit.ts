import { ProblemError } from '../kernel/errors.ts'

/** Limits the open streams per principal, in this process. */
export interface StreamLimit {
  /**
   * @returns a function that ends the stream
   * @throws ProblemError rate_limited
   */
  open(who: string): () => void
}

const RETRY_AFTER_SECONDS = 30

/** @param maxEach the most open streams of one principal */
export function createStreamLimit(maxEach: number): StreamLimit {
  const counts = new Map<string, number>()
  return {
    open(who) {
      const count = counts.get(who) ?? 0
      if (count >= maxEach)
        throw new ProblemError('rate_limited', {
          facts: { limited: 'concurrent streams', retryAfterSeconds: RETRY_AFTER_SECONDS },
        })
      counts.set(who, count + 1)
      return () => {
        const left = (counts.get(who) ?? 1) - 1
        if (left === 0) counts.delete(who)
        else counts.set(who, left)
      }
    },
  }
}
