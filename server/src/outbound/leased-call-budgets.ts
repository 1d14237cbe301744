import type { Log } from '../kernel/log.ts'
import { poll } from '../kernel/poll.ts'
import { SECOND } from '../kernel/time.ts'
import { ProcessCallBudget, type CallBudget, type Limits } from './call-budget.ts'
import type { CallSlots } from './call-slots.ts'
import { SLOT_LEASE_MS, LeasedCallBudget, LOOK_EVERY_MS } from './leased-call-budget.ts'

const EXTEND_EVERY_MS = 3 * SECOND
const SWEEP_EVERY_MS = 60 * SECOND

export interface LeasedCallBudgets {
  allowanceOf(queue: string, limits: Limits, tell: () => void): CallBudget
  /** Returns all slots. */
  stop(): Promise<void>
}

interface BudgetsContext {
  readonly slots: CallSlots
  readonly log: Log
}

/**
 * Budgets that all processes of a database share. Slots are leased ahead and extended while in use, so that most calls need no query;
 * idle ones expire. A process without slots records that it waits, and the others return idle slots beyond their share. If the provider
 * limits the rate, each call is counted in the database: such calls are few.
 */
export function createLeasedCallBudgets(context: BudgetsContext): LeasedCallBudgets {
  const { slots, log } = context
  const queues = new Map<string, LeasedCallBudget>()
  let lookedAt = { extended: 0, swept: 0 }
  const look = async (): Promise<void> => {
    const now = performance.now()
    if (queues.size === 0) return
    const wishes = await slots.waitingProcesses()
    for (const [queue, allowance] of queues) allowance.share(1 + (wishes.get(queue) ?? 0))
    if (now - lookedAt.extended > EXTEND_EVERY_MS) {
      const used = [...queues].filter(([, allowance]) => allowance.isUsedSince(lookedAt.extended))
      const held = await slots.extend(
        used.map(([queue]) => queue),
        SLOT_LEASE_MS,
      )
      for (const [queue, allowance] of used) allowance.extended(held.get(queue) ?? 0, now)
      lookedAt = { ...lookedAt, extended: now }
    }
    if (now - lookedAt.swept > SWEEP_EVERY_MS) {
      await slots.deleteExpired()
      lookedAt = { ...lookedAt, swept: now }
    }
    for (const [queue, allowance] of queues) if (allowance.isIdle) queues.delete(queue)
  }
  const polling = poll(look, { everyMs: LOOK_EVERY_MS, log, failure: 'maintaining the call slots failed' })
  return {
    allowanceOf(queue, limits, tell) {
      if (limits.perProcess && !limits.rates?.length) return new ProcessCallBudget(limits)
      const used = (allowance: LeasedCallBudget): void => void queues.set(queue, allowance)
      return new LeasedCallBudget({ ...context, queue, limits, tell, used })
    },
    async stop() {
      await polling.stop()
      await slots.releaseAll().catch(() => undefined)
    },
  }
}
