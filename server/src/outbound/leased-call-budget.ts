import type { Log } from '../kernel/log.ts'
import { SECOND } from '../kernel/time.ts'
import { RATE_MARGIN_MS, type CallBudget, type Limits } from './call-budget.ts'
import type { CallSlots } from './call-slots.ts'

/** The slots of a process that has died become free after this time. */
export const SLOT_LEASE_MS = 10 * SECOND
/** A lease is used for less time than it lasts, because the clocks of two machines differ. */
const LEASE_MARGIN_MS = SECOND
/** How often a process asks which others wait. */
export const LOOK_EVERY_MS = 0.5 * SECOND
const ASK_AGAIN_MS = 40
/** How long after it was counted a call may start. With a slow database this grows, and the rate is lower. */
const LATE_MS = RATE_MARGIN_MS

interface Of {
  readonly slots: CallSlots
  readonly log: Log
  readonly queue: string
  readonly limits: Limits
  /** Called when a call may start. */
  readonly tell: () => void
  readonly used: (allowance: LeasedCallBudget) => void
}

/** The slots of one queue that this process has leased. */
export class LeasedCallBudget implements CallBudget {
  readonly #of: Of
  #running = 0
  /** Leased slots, and the end of the lease. */
  #held = 0
  #heldUntil = 0
  /** Calls that were counted and have not started, and until when they may. */
  #counted = 0
  #countedUntil = 0
  #lateMs = LATE_MS
  #sharers = 1
  #usedAt = 0
  #asking = false
  /** When a call of this process last had to wait. */
  #deniedAt = -Infinity
  #wishedAt = -Infinity

  constructor(of: Of) {
    this.#of = of
  }

  tryAcquire(waiting: number): number {
    const now = performance.now()
    if (this.#slotsHeld(now) > this.#running && (!this.#isRateLimited || this.#isCounted(now))) {
      this.#running++
      this.#counted--
      this.#usedAt = now
      return 0
    }
    this.#deniedAt = now
    if (!this.#asking) {
      this.#asking = true
      this.#of.used(this)
      void this.#ask(Math.max(1, waiting))
    }
    return Infinity
  }

  release(): void {
    this.#running--
    // Slots beyond the fair share go to the waiting processes.
    if (!this.#of.limits.perProcess && this.#sharers > 1 && this.#held > this.#least()) this.#giveBack(1)
  }

  /** Other processes are known only to use the queue: each may want one slot. */
  slotsWanted(waiting: number): number {
    const isFull = this.#slotsHeld(performance.now()) <= this.#running
    return (isFull ? waiting : 0) + this.#sharers - 1
  }

  count(): void {
    if (this.#isRateLimited) this.#countCalls(1).catch(() => undefined)
  }

  get isIdle(): boolean {
    const hasLapsed = this.#held === 0 || performance.now() >= this.#heldUntil
    return this.#running === 0 && hasLapsed && !this.#asking
  }

  /** @param at monotonic time */
  isUsedSince(at: number): boolean {
    return this.#running > 0 || this.#usedAt >= at
  }

  /** @param sharers number of processes that use this queue, including this one */
  share(sharers: number): void {
    this.#sharers = sharers
    const surplus = this.#held - Math.max(this.#running, this.#least())
    if (sharers > 1 && surplus > 0) this.#giveBack(surplus)
  }

  /**
   * The leases were extended.
   * @param held slots that this process still holds
   * @param since monotonic time of the extension
   */
  extended(held: number, since: number): void {
    this.#held = Math.min(this.#held, held)
    this.#heldUntil = since + SLOT_LEASE_MS - LEASE_MARGIN_MS
  }

  get #isRateLimited(): boolean {
    return (this.#of.limits.rates?.length ?? 0) > 0
  }

  #slotsHeld(now: number): number {
    const { maxConcurrent: most, perProcess: mostIsOwn } = this.#of.limits
    if (mostIsOwn) return most
    return now < this.#heldUntil ? this.#held : 0
  }

  #isCounted(now: number): boolean {
    return this.#counted > 0 && now < this.#countedUntil
  }

  /** The fair share while calls of this process wait. With more processes than slots it is 0, and each slot is returned after its call. */
  #least(): number {
    if (performance.now() - this.#deniedAt > LOOK_EVERY_MS) return 0
    return Math.floor(this.#of.limits.maxConcurrent / this.#sharers)
  }

  async #ask(waiting: number): Promise<void> {
    let got = 0
    try {
      got = await this.#askForMore(waiting)
    } catch (error) {
      this.#of.log.warn({ err: error, queueName: this.#of.queue }, 'leasing call slots failed')
    }
    // Random, so that the processes do not ask at the same time.
    const laterMs = got > 0 ? 0 : ASK_AGAIN_MS * (0.5 + Math.random())
    setTimeout(() => {
      this.#asking = false
      this.#of.tell()
    }, laterMs)
  }

  async #askForMore(waiting: number): Promise<number> {
    const { queue, slots, limits } = this.#of
    const { maxConcurrent: most } = limits
    const now = performance.now()
    if (!limits.perProcess && now >= this.#heldUntil) this.#held = 0
    const free = this.#slotsHeld(now) - this.#running
    let usable = free
    if (free < waiting && !limits.perProcess) {
      const count = Math.min(waiting - free, Math.ceil(most / this.#sharers) - this.#held)
      const leased = count > 0 ? await slots.lease(queue, { most, count, leaseMs: SLOT_LEASE_MS }) : 0
      if (leased > 0) {
        this.#heldUntil = this.#held > 0 ? this.#heldUntil : now + SLOT_LEASE_MS - LEASE_MARGIN_MS
        this.#held += leased
        usable += leased
      }
      if (leased < waiting - free) await this.#wish(now)
    }
    if (usable <= 0) return 0
    return this.#isRateLimited ? this.#countAhead(Math.min(waiting, usable)) : usable
  }

  /** Counts up to `count` calls against each rate, and returns how many of them all rates allow. */
  async #countCalls(count: number): Promise<number> {
    const { queue, slots, limits } = this.#of
    let counted = count
    for (const rate of limits.rates ?? []) {
      if (counted === 0) break
      const windowMs = Math.round(rate.seconds * SECOND + this.#lateMs)
      counted = await slots.countCalls(queue, { rate, count: counted, windowMs })
    }
    return counted
  }

  /** Counts calls that may start soon. Returns how many. */
  async #countAhead(count: number): Promise<number> {
    const asked = performance.now()
    const counted = await this.#countCalls(count)
    const tookMs = performance.now() - asked
    const late = tookMs >= this.#lateMs
    this.#counted = late ? 0 : counted
    this.#countedUntil = asked + this.#lateMs
    this.#lateMs = late ? Math.min(2 * tookMs, 5 * SECOND) : Math.max(LATE_MS, this.#lateMs * 0.9)
    return this.#counted
  }

  async #wish(now: number): Promise<void> {
    if (now - this.#wishedAt < LOOK_EVERY_MS) return
    this.#wishedAt = now
    await this.#of.slots.requestSlots(this.#of.queue)
  }

  #giveBack(count: number): void {
    this.#held -= count
    this.#of.slots
      .release(this.#of.queue, count)
      .catch((error: unknown) => this.#of.log.warn({ err: error }, 'returning a call slot failed'))
  }
}
