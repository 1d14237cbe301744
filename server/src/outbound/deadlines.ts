const LOOK_EVERY_MS = 100

/** What ends if it takes too long. */
export interface Timed {
  /** On the monotonic clock, in milliseconds. */
  readonly endsAt: number
  endLate(): void
}

/** The deadlines of calls in progress, looked at together ten times a second: a timer for each would cost a call twice as much as all of this. */
export class Deadlines {
  readonly #timed = new Set<Timed>()
  #looks: NodeJS.Timeout | undefined

  add(timed: Timed): void {
    this.#timed.add(timed)
    this.#looks ??= setInterval(() => this.#look(), LOOK_EVERY_MS)
  }

  delete(timed: Timed): void {
    this.#timed.delete(timed)
  }

  #look(): void {
    const now = performance.now()
    for (const timed of this.#timed) {
      if (timed.endsAt > now) continue
      this.#timed.delete(timed)
      timed.endLate()
    }
    if (this.#timed.size > 0) return
    clearInterval(this.#looks)
    this.#looks = undefined
  }
}
