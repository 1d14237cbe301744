import type { NamedProvider } from '../kernel/errors.ts'
import type { Abortable } from './abortable.ts'
import { ProcessCallBudget, type CallBudget, type Limits } from './call-budget.ts'
import { SlowTransfers, type ClientTransfer } from './slow-transfers.ts'
import { WaitQueue, type WaitQueueOptions } from './wait-queue.ts'

/** Keeps calls within a provider's limits of concurrent calls and calls per second. Excess calls wait in a queue. */
export interface RateLimiter {
  /** @param name one of the provider's queues, such as an account's */
  queue(provider: NamedProvider, name: string, limits: Limits): ProviderQueue
}

export interface ProviderQueue {
  /**
   * Acquires a slot for one call. Principals take turns, so that none waits behind all calls of another. A client that disconnects leaves
   * the queue at once.
   * @param principalId whose call it is, or `APPROVALS`
   * @throws ProblemError provider_rate_limited, request_canceled
   */
  acquire(principalId: string, waiter?: Abortable): CallSlot | Promise<CallSlot>
  /** Counts a call that was sent before its account was known. */
  count(): void
  /** Whether the queue was dropped and another one takes its place: it counts no more calls. */
  readonly isDropped: boolean
}

export interface CallSlot {
  /** Releases the slot; a second call has no effect. */
  release(): void
  /** Registers a transfer from or to the client: it is ended if it is slow while others wait for the slot. */
  watch(transfer: ClientTransfer): void
}

interface QueueOptions extends Omit<WaitQueueOptions, 'provider'> {
  /** Called for each call that has to wait. */
  readonly observeWait?: (provider: string, slot: Promise<unknown>) => void
}

/** Above this number, idle queues are dropped. */
const MAX_QUEUES = 20_000

/**
 * Creates the budget of a queue.
 * @param notify called when a call may start again
 */
export type CreateCallBudget = (queue: string, limits: Limits, notify: () => void) => CallBudget

const createProcessBudget: CreateCallBudget = (_queue, limits) => new ProcessCallBudget(limits)

export function createRateLimiter(options: QueueOptions, newBudget = createProcessBudget): RateLimiter {
  const groups = new Map<string, Map<string, CountedQueue>>()
  return {
    queue(provider, name, limits) {
      const { id: group } = provider
      let queues = groups.get(group)
      if (!queues) groups.set(group, (queues = new Map()))
      let queue = queues.get(name)
      if (!queue) {
        if (queues.size >= MAX_QUEUES) dropIdle(queues)
        queues.set(
          name,
          (queue = new CountedQueue((notify) => newBudget(`${group}/${name}`, limits, notify), {
            ...options,
            provider,
          })),
        )
      }
      return queue
    },
  }
}

function dropIdle(queues: Map<string, CountedQueue>): void {
  for (const [name, queue] of queues)
    if (queue.isIdle) {
      queue.isDropped = true
      queues.delete(name)
    }
}

class CountedQueue implements ProviderQueue {
  readonly #budget: CallBudget
  /** Absent until a call has to wait: most queues never have one. */
  #line: WaitQueue<CallSlot> | undefined
  /** Absent until a call streams. */
  #slowTransfers: SlowTransfers | undefined
  readonly #options: QueueOptions & WaitQueueOptions
  #wake: NodeJS.Timeout | undefined
  isDropped = false

  constructor(newBudget: (notify: () => void) => CallBudget, options: QueueOptions & WaitQueueOptions) {
    this.#options = options
    this.#budget = newBudget(() => this.#advance())
  }

  acquire(principalId: string, waiter?: Abortable): CallSlot | Promise<CallSlot> {
    if (this.#waiting === 0 && this.#budget.tryAcquire(1) === 0) return new AcquiredSlot(this, principalId)
    const line = (this.#line ??= new WaitQueue(this.#options))
    const turn = line.wait(principalId, waiter)
    const { observeWait, provider } = this.#options
    observeWait?.(provider.id, turn)
    this.#advance()
    return turn
  }

  count(): void {
    this.#budget.count()
  }

  /** These two for `AcquiredSlot` only. */
  get slowTransfers(): SlowTransfers {
    return (this.#slowTransfers ??= new SlowTransfers({
      waitingCalls: () => this.#budget.slotsWanted(this.#waiting),
      callsOfOthers: (principalId) => this.#line?.callsOfOthers(principalId) ?? 0,
      hasApprovals: () => this.#line?.hasApprovals ?? false,
    }))
  }

  release(): void {
    this.#budget.release()
    if (this.#waiting > 0) this.#advance()
  }

  get isIdle(): boolean {
    return this.#waiting === 0 && this.#budget.isIdle
  }

  get #waiting(): number {
    return this.#line?.length ?? 0
  }

  #advance(): void {
    clearTimeout(this.#wake)
    this.#wake = undefined
    while (this.#waiting > 0) {
      const waitMs = this.#budget.tryAcquire(this.#waiting)
      if (waitMs === 0) this.#line?.next((principalId) => new AcquiredSlot(this, principalId))
      else {
        // Each waiting call has a timer that keeps the process alive; without one, this timer must not.
        if (waitMs !== Infinity) this.#wake = setTimeout(() => this.#advance(), waitMs).unref()
        return
      }
    }
  }
}

class AcquiredSlot implements CallSlot {
  #queue: CountedQueue | undefined
  readonly #principalId: string
  #transfers: Set<ClientTransfer> | undefined

  constructor(queue: CountedQueue, principalId: string) {
    this.#queue = queue
    this.#principalId = principalId
  }

  release(): void {
    const queue = this.#queue
    this.#queue = undefined
    for (const transfer of this.#transfers ?? []) queue?.slowTransfers.unwatch(transfer)
    queue?.release()
  }

  watch(transfer: ClientTransfer): void {
    if (!this.#queue) return
    // A response is watched again at each pause.
    ;(this.#transfers ??= new Set()).add(transfer)
    this.#queue.slowTransfers.watch(this.#principalId, transfer)
  }
}
