import type { Abortable } from './abortable.ts'
import { ProcessCallBudget, type CallBudget, type Limits } from './call-budget.ts'
import { WaitQueue, type WaitQueueOptions } from './wait-queue.ts'

export type { Limits }

/** Keeps to a platform's limits, of simultaneous calls and of calls a second: whoever comes too many waits in line. */
export interface RateLimiter {
  /** @param name within the group, such as an account of a provider */
  queue(group: string, name: string, limits: Limits): ProviderQueue
}

export interface ProviderQueue {
  /**
   * A turn to make a call: at once, or when those before have had theirs. A caller who leaves is out of the line at once.
   * @throws HubError provider_rate_limited, request_canceled
   */
  acquire(principal?: Abortable): CallSlot | Promise<CallSlot>
  /** A call was made before it was known whose it was. */
  count(): void
}

export interface CallSlot {
  /** Ends it; again, it does nothing. */
  release(): void
}

/** Beyond that, lanes on which nobody is are dropped. */
const MAX_QUEUES = 20_000

/** How the allowance of a lane is made. @param tell to be called when something may be taken again */
export type CreateCallBudget = (queue: string, limits: Limits, tell: () => void) => CallBudget

const createProcessBudget: CreateCallBudget = (_lane, limits) => new ProcessCallBudget(limits)

export function createRateLimiter(
  options: WaitQueueOptions,
  newAllowance = createProcessBudget,
): RateLimiter {
  const groups = new Map<string, Map<string, CountedQueue>>()
  return {
    queue(group, name, limits) {
      let queues = groups.get(group)
      if (!queues) groups.set(group, (queues = new Map()))
      let queue = queues.get(name)
      if (!queue) {
        if (queues.size >= MAX_QUEUES) dropIdle(queues)
        queues.set(
          name,
          (queue = new CountedQueue((tell) => newAllowance(`${group}/${name}`, limits, tell), options)),
        )
      }
      return queue
    },
  }
}

function dropIdle(queues: Map<string, CountedQueue>): void {
  for (const [name, queue] of queues) if (queue.isIdle) queues.delete(name)
}

class CountedQueue implements ProviderQueue {
  readonly #allowance: CallBudget
  readonly #line: WaitQueue<CallSlot>
  #wake: NodeJS.Timeout | undefined

  constructor(newAllowance: (tell: () => void) => CallBudget, options: WaitQueueOptions) {
    this.#allowance = newAllowance(() => this.#advance())
    this.#line = new WaitQueue(options)
  }

  acquire(principal?: Abortable): CallSlot | Promise<CallSlot> {
    if (this.#line.length === 0 && this.#allowance.tryAcquire(1) === 0) return new AcquiredSlot(this)
    const turn = this.#line.wait(principal)
    this.#advance()
    return turn
  }

  count(): void {
    this.#allowance.count()
  }

  /** For `TakenTurn` alone. */
  release(): void {
    this.#allowance.release()
    if (this.#line.length > 0) this.#advance()
  }

  get isIdle(): boolean {
    return this.#line.length === 0 && this.#allowance.isIdle
  }

  #advance(): void {
    clearTimeout(this.#wake)
    this.#wake = undefined
    while (this.#line.length > 0) {
      const waitMs = this.#allowance.tryAcquire(this.#line.length)
      if (waitMs === 0) this.#line.next(new AcquiredSlot(this))
      else {
        if (waitMs !== Infinity) this.#wake = setTimeout(() => this.#advance(), waitMs)
        return
      }
    }
  }
}

class AcquiredSlot implements CallSlot {
  #lane: CountedQueue | undefined

  constructor(queue: CountedQueue) {
    this.#lane = queue
  }

  release(): void {
    const queue = this.#lane
    this.#lane = undefined
    queue?.release()
  }
}
