import type { EventEmitter } from 'node:events'
import { ProblemError } from '../kernel/errors.ts'
import { SECOND } from '../kernel/time.ts'
import { SlowTransfers, type ClientTransfer } from '../outbound/slow-transfers.ts'

/** The first bytes of each body, which are not counted: most bodies are smaller. */
export const UNCOUNTED_BYTES = 16 * 1024

/** A body takes the budget in steps of this size. */
const STEP_BYTES = 16 * 1024

/** The maximum of all bodies in memory together. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024

/** How long a body waits for room. */
const MAX_WAIT_MS = 5 * SECOND

interface Waiting {
  readonly principalId: string
  /** Whether there is room now. */
  readonly begin: () => boolean
}

/**
 * Bounds the memory of request bodies. Bytes that have arrived count until the response is closed; announced bytes do not. A principal gets
 * at most as much as is left for the others, so that none takes everything. While a body waits for room, bodies that arrive too slowly end.
 */
export class BodyBudget {
  #left = MAX_TOTAL_BYTES
  readonly #taken = new Map<string, number>()
  readonly #waiting = new Set<Waiting>()
  readonly slowTransfers = new SlowTransfers({
    // Bodies of one principal wait for its share, so a principal counts once.
    waitingCalls: () => this.#waitingPrincipals().size,
    callsOfOthers: (principalId) => {
      const others = this.#waitingPrincipals()
      others.delete(principalId)
      return others.size
    },
    hasApprovals: () => false,
  })

  /**
   * @param principalId or the network of a client without a principal
   * @param response the room of a body is free again when it closes
   */
  allowance(principalId: string, response: Pick<EventEmitter, 'once'>): BodyAllowance {
    return new BodyAllowance(this, principalId, response)
  }

  /** These three for `BodyAllowance` only. */
  take(principalId: string, bytes: number): boolean {
    const taken = (this.#taken.get(principalId) ?? 0) + bytes
    const left = this.#left - bytes
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
    for (const waiting of this.#waiting) if (waiting.begin()) this.#waiting.delete(waiting)
  }

  #waitingPrincipals(): Set<string> {
    return new Set([...this.#waiting].map(({ principalId }) => principalId))
  }

  /** @returns false if there was no room in time */
  waitFor(principalId: string, hasRoom: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const begin = (): boolean => {
        if (!hasRoom()) return false
        clearTimeout(timer)
        resolve(true)
        return true
      }
      const waiting = { principalId, begin }
      const timer = setTimeout(() => resolve(!this.#waiting.delete(waiting)), MAX_WAIT_MS).unref()
      this.#waiting.add(waiting)
    })
  }
}

/** The share of one body in the budget. */
export class BodyAllowance {
  readonly #budget: BodyBudget
  readonly #principalId: string
  readonly #response: Pick<EventEmitter, 'once'>
  #taken = 0
  #isCounted = false
  #isOver = false

  constructor(budget: BodyBudget, principalId: string, response: Pick<EventEmitter, 'once'>) {
    this.#budget = budget
    this.#principalId = principalId
    this.#response = response
  }

  /** Whether there is room for a body of which this many bytes have arrived. */
  allows(bytes: number): boolean {
    const more = Math.ceil((bytes - UNCOUNTED_BYTES - this.#taken) / STEP_BYTES) * STEP_BYTES
    if (more <= 0 || this.#isOver) return true
    if (!this.#isCounted) this.#response.once('close', () => this.#release())
    this.#isCounted = true
    if (!this.#budget.take(this.#principalId, more)) return false
    this.#taken += more
    return true
  }

  /** Resolves when there is room for this many bytes. @throws ProblemError rate_limited */
  async waitFor(bytes: number): Promise<void> {
    if (await this.#budget.waitFor(this.#principalId, () => this.allows(bytes))) return
    const retryAfterSeconds = MAX_WAIT_MS / SECOND
    throw new ProblemError('rate_limited', {
      facts: { limited: 'bodies at the same time', retryAfterSeconds },
    })
  }

  /** Ends the body if it arrives too slowly while others wait for its room. @returns a function that stops watching */
  watch(transfer: ClientTransfer): () => void {
    const { slowTransfers } = this.#budget
    slowTransfers.watch(this.#principalId, transfer)
    return () => slowTransfers.unwatch(transfer)
  }

  #release(): void {
    this.#isOver = true
    this.#budget.release(this.#principalId, this.#taken)
    this.#taken = 0
  }
}
