import { SECOND } from '../kernel/time.ts'

export interface Limits {
  readonly maxConcurrent: number
  /** Applies to this process alone. Otherwise it is the provider's limit, which all processes share. */
  readonly perProcess?: boolean
  readonly maxPerSecond?: number | undefined
}

/** The number of calls that may start now. */
export interface CallBudget {
  /**
   * Reserves one call.
   * @param waiting number of waiting calls
   * @returns 0 if reserved; else the milliseconds to wait, or Infinity until a call ends
   */
  tryAcquire(waiting: number): number
  /** A call has ended. */
  release(): void
  /** Counts a call that was sent without `tryAcquire`. */
  count(): void
  readonly isIdle: boolean
}

/** Longer than a second, because calls that are sent a second apart may arrive closer together. */
export const RATE_WINDOW_MS = 1.1 * SECOND

/** A budget of this process alone. */
export class ProcessCallBudget implements CallBudget {
  readonly #limits: Limits
  readonly #now: () => number
  #running = 0
  /** Start times of recent calls; empty without `maxPerSecond`. */
  readonly #begun: number[] = []

  /** @param now monotonic time in milliseconds */
  constructor(limits: Limits, now = () => performance.now()) {
    this.#limits = limits
    this.#now = now
  }

  tryAcquire(): number {
    const waitMs = this.#waitMs()
    if (waitMs === 0) this.#begin()
    return waitMs
  }

  release(): void {
    this.#running--
  }

  count(): void {
    this.#begin()
    this.#running--
  }

  get isIdle(): boolean {
    return this.#running === 0 && this.#waitMs() === 0
  }

  #waitMs(): number {
    const { maxConcurrent: most, maxPerSecond: perSecond } = this.#limits
    if (this.#running >= most) return Infinity
    if (perSecond === undefined || this.#begun.length < perSecond) return 0
    const [oldest = 0] = this.#begun
    return Math.max(0, oldest + RATE_WINDOW_MS - this.#now())
  }

  #begin(): void {
    this.#running++
    const { maxPerSecond: perSecond } = this.#limits
    if (perSecond === undefined) return
    this.#begun.push(this.#now())
    if (this.#begun.length > perSecond) this.#begun.shift()
  }
}
