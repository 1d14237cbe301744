import { SECOND } from '../kernel/time.ts'

export interface Limits {
  readonly maxConcurrent: number
  /** It is a limit of this process; otherwise it is the platform's, and counts over all processes. */
  readonly perProcess?: boolean
  readonly maxPerSecond?: number | undefined
}

/** How many calls may be made now. */
export interface CallBudget {
  /**
   * Takes the allowance for one call: 0; otherwise how many ms to wait, Infinity: until something is released or told.
   * @param waiting how many wait for one
   */
  tryAcquire(waiting: number): number
  /** A call has ended. */
  release(): void
  /** A call was made without asking. */
  count(): void
  readonly isIdle: boolean
}

/** A second for us may be a little less for the platform, when one call travels more slowly than the next. */
export const RATE_WINDOW_MS = 1.1 * SECOND

/** Counted in this process. */
export class ProcessCallBudget implements CallBudget {
  readonly #limits: Limits
  #running = 0
  /** When the latest calls began, where there is a limit for each second. */
  readonly #begun: number[] = []

  constructor(limits: Limits) {
    this.#limits = limits
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
    return Math.max(0, oldest + RATE_WINDOW_MS - performance.now())
  }

  #begin(): void {
    this.#running++
    const { maxPerSecond: perSecond } = this.#limits
    if (perSecond === undefined) return
    this.#begun.push(performance.now())
    if (this.#begun.length > perSecond) this.#begun.shift()
  }
}
