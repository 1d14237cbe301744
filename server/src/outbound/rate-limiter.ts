import type { Abortable } from './abortable.ts'
import { OwnAllowance, type Allowance, type Limits } from './allowance.ts'
import { Line, type LineOptions } from './wait-queue.ts'

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
  take(principal?: Abortable): Turn | Promise<Turn>
  /** A call was made before it was known whose it was. */
  count(): void
}

export interface Turn {
  /** Ends it; again, it does nothing. */
  release(): void
}

/** Beyond that, lanes on which nobody is are dropped. */
const MAX_QUEUES = 20_000

/** How the allowance of a lane is made. @param tell to be called when something may be taken again */
export type NewAllowance = (queue: string, limits: Limits, tell: () => void) => Allowance

const ownAllowance: NewAllowance = (_lane, limits) => new OwnAllowance(limits)

export function createRateLimiter(options: LineOptions, newAllowance = ownAllowance): RateLimiter {
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
  readonly #allowance: Allowance
  readonly #line: Line<Turn>
  #wake: NodeJS.Timeout | undefined

  constructor(newAllowance: (tell: () => void) => Allowance, options: LineOptions) {
    this.#allowance = newAllowance(() => this.#advance())
    this.#line = new Line(options)
  }

  take(principal?: Abortable): Turn | Promise<Turn> {
    if (this.#line.length === 0 && this.#allowance.take(1) === 0) return new TakenTurn(this)
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
      const waitMs = this.#allowance.take(this.#line.length)
      if (waitMs === 0) this.#line.next(new TakenTurn(this))
      else {
        if (waitMs !== Infinity) this.#wake = setTimeout(() => this.#advance(), waitMs)
        return
      }
    }
  }
}

class TakenTurn implements Turn {
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
