import { ProblemError } from '../kernel/errors.ts'
import type { Abortable, AbortCallback } from './abortable.ts'

export interface WaitQueueOptions {
  readonly maxQueueLength: number
  readonly maxWaitMs: number
}

/** Those who wait for their turn, in the order in which they came. */
export class WaitQueue<T> {
  readonly #options: WaitQueueOptions
  readonly #waiting = new Set<Waiting<T>>()

  constructor(options: WaitQueueOptions) {
    this.#options = options
  }

  get length(): number {
    return this.#waiting.size
  }

  /** Rejects for who waits too long, and for who leaves: both are out of the line at once. @throws HubError provider_rate_limited: the line is full */
  wait(principal: Abortable | undefined): Promise<T> {
    const { maxQueueLength, maxWaitMs } = this.#options
    if (this.#waiting.size >= maxQueueLength)
      throw new ProblemError('provider_rate_limited', { detail: 'the line is full' })
    return new Promise((resolve, reject) => {
      const leave = (error: ProblemError): void => {
        this.#waiting.delete(waiting)
        waiting.end()
        reject(error)
      }
      const waiting = new Waiting(resolve, principal, {
        late: () => leave(new ProblemError('provider_rate_limited', { detail: 'waited too long' })),
        onAbort: () => leave(new ProblemError('request_canceled')),
        maxWaitMs,
      })
      this.#waiting.add(waiting)
      waiting.begin()
    })
  }

  /** Lets the next one go. */
  next(turn: T): void {
    for (const waiting of this.#waiting) {
      this.#waiting.delete(waiting)
      waiting.end()
      waiting.resolve(turn)
      return
    }
  }
}

interface EndOfWait extends AbortCallback {
  readonly late: () => void
  readonly maxWaitMs: number
}

class Waiting<T> {
  readonly resolve: (turn: T) => void
  readonly #caller: Abortable | undefined
  readonly #over: EndOfWait
  #giveUp: NodeJS.Timeout | undefined

  constructor(resolve: (turn: T) => void, principal: Abortable | undefined, over: EndOfWait) {
    this.resolve = resolve
    this.#caller = principal
    this.#over = over
  }

  begin(): void {
    this.#giveUp = setTimeout(this.#over.late, this.#over.maxWaitMs)
    this.#caller?.setAbortCallback(this.#over)
  }

  end(): void {
    clearTimeout(this.#giveUp)
    this.#caller?.setAbortCallback(null)
  }
}
