import type { EventEmitter } from 'node:events'
import { MAX_BUFFERED_BODY_BYTES } from '../../kernel/limits.ts'

/** Smaller bodies are not counted, and at least so much of a body is read before its call waits for a slot. */
const SMALL_BYTES = 64 * 1024

/** A body takes so much more of the budget each time. */
const STEP_BYTES = 64 * 1024

/** Of all buffered bodies together; beyond it, bodies stream. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024

/**
 * Bounds the memory of buffered request bodies. What has arrived counts, not what is announced. A principal has at most as much as it leaves
 * to others, so that none takes all.
 */
export class BodyBudget {
  #left = MAX_TOTAL_BYTES
  readonly #taken = new Map<string, number>()

  /** @param response what a body has taken is free again when it closes */
  allowance(principalId: string, response: Pick<EventEmitter, 'once'>): BodyAllowance {
    return new BodyAllowance(this, principalId, response)
  }

  /** These two for `BodyAllowance` only. */
  take(principalId: string): boolean {
    const taken = (this.#taken.get(principalId) ?? 0) + STEP_BYTES
    const left = this.#left - STEP_BYTES
    if (taken > left) return false
    this.#taken.set(principalId, taken)
    this.#left = left
    return true
  }

  release(principalId: string, bytes: number): void {
    this.#left += bytes
    const taken = (this.#taken.get(principalId) ?? 0) - bytes
    if (taken > 0) this.#taken.set(principalId, taken)
    else this.#taken.delete(principalId)
  }
}

/** What one body takes of the budget. */
export class BodyAllowance {
  readonly #budget: BodyBudget
  readonly #principalId: string
  readonly #response: Pick<EventEmitter, 'once'>
  #taken = 0

  constructor(budget: BodyBudget, principalId: string, response: Pick<EventEmitter, 'once'>) {
    this.#budget = budget
    this.#principalId = principalId
    this.#response = response
  }

  /** Whether a body of which so many bytes have arrived is still buffered: otherwise it streams. */
  allows(bytes: number): boolean {
    if (bytes > MAX_BUFFERED_BODY_BYTES) return false
    while (SMALL_BYTES + this.#taken < bytes) {
      if (!this.#budget.take(this.#principalId)) return false
      if (this.#taken === 0) this.#response.once('close', () => this.#release())
      this.#taken += STEP_BYTES
    }
    return true
  }

  #release(): void {
    this.#budget.release(this.#principalId, this.#taken)
    this.#taken = 0
  }
}
