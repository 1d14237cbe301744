import type { Sandbox } from '@letterlock/sandbox/sandbox.ts'
import { ProcessCallBudget, type CallBudget } from '../../server/src/outbound/call-budget.ts'
import type { CreateCallBudget } from '../../server/src/outbound/rate-limiter.ts'

/**
 * Call budgets that respect a provider's limits without waiting: if a call must wait for the next second and no other is in flight, they
 * advance the clock that server and sandbox share. While a call is in flight, they wait in real time, because the sandbox counts it when
 * it arrives.
 */
export function skippingCallBudgets(clock: Sandbox['world']['clock']): CreateCallBudget {
  return (_queue, limits): CallBudget => {
    const budget = new ProcessCallBudget(limits, () => clock.monotonicNow())
    let running = 0
    const tryAcquire = (): number => {
      const waitMs = budget.tryAcquire()
      if (waitMs === 0) running++
      return waitMs
    }
    return {
      tryAcquire() {
        const waitMs = tryAcquire()
        if (waitMs === 0 || waitMs === Infinity || running > 0) return waitMs
        clock.skip(waitMs)
        return tryAcquire()
      },
      release() {
        running--
        budget.release()
      },
      count: () => budget.count(),
      slotsWanted: (waiting) => budget.slotsWanted(waiting),
      get isIdle() {
        return budget.isIdle
      },
    }
  }
}
