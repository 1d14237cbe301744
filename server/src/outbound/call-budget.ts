import { SECOND } from '../kernel/time.ts'

export interface Limits {
  readonly maxConcurrent: number
  /** Applies to this process alone. Otherwise it is the provider's limit, which all processes share. */
  readonly perProcess?: boolean
  /** All of them apply. */
  readonly rates?: readonly Rate[]
}

/** At most `calls` calls within `seconds` seconds. */
export interface Rate {
  readonly calls: number
  readonly seconds: number
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
  /**
   * How many calls could start if a slot were free; none where they wait for a rate.
   * @param waiting number of waiting calls
   */
  slotsWanted(waiting: number): number
  readonly isIdle: boolean
}

/** A window lasts longer than the provider's, because calls that are sent a second apart may arrive closer together. */
export const RATE_MARGIN_MS = 0.1 * SECOND

/** A budget of this process alone. */
export class ProcessCallBudget implements CallBudget {
  readonly #maxConcurrent: number
  readonly #windows: readonly RateWindow[]
  readonly #now: () => number
  #running = 0

  /** @param now monotonic time in milliseconds */
  constructor({ maxConcurrent, rates = [] }: Limits, now = () => performance.now()) {
    this.#maxConcurrent = maxConcurrent
    this.#windows = rates.map((rate) => new RateWindow(rate))
    this.#now = now
  }

  tryAcquire(): number {
    if (this.#running >= this.#maxConcurrent) return Infinity
    const now = this.#windows.length > 0 ? this.#now() : 0
    let waitMs = 0
    for (const window of this.#windows) waitMs = Math.max(waitMs, window.waitMs(now))
    if (waitMs > 0) return waitMs
    for (const window of this.#windows) window.begin(now)
    this.#running++
    return 0
  }

  release(): void {
    this.#running--
  }

  slotsWanted(waiting: number): number {
    return this.#running >= this.#maxConcurrent ? waiting : 0
  }

  count(): void {
    for (const window of this.#windows) window.begin(this.#now())
  }

  get isIdle(): boolean {
    return this.#running === 0 && this.#windows.every((window) => window.isEmpty(this.#now()))
  }
}

/** The calls of a rate's last `seconds`. */
class RateWindow {
  readonly #calls: number
  readonly #windowMs: number
  /** Start times of the newest calls, at most `calls` of them. */
  readonly #begun: number[] = []

  constructor({ calls, seconds }: Rate) {
    this.#calls = calls
    this.#windowMs = seconds * SECOND + RATE_MARGIN_MS
  }

  waitMs(now: number): number {
    if (this.#begun.length < this.#calls) return 0
    const [oldest = 0] = this.#begun
    return Math.max(0, oldest + this.#windowMs - now)
  }

  begin(now: number): void {
    this.#begun.push(now)
    if (this.#begun.length > this.#calls) this.#begun.shift()
  }

  isEmpty(now: number): boolean {
    return (this.#begun.at(-1) ?? -Infinity) + this.#windowMs <= now
  }
}
