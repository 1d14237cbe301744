import { ProblemError, type NamedProvider } from '../kernel/errors.ts'
import type { Abortable, AbortCallback } from './abortable.ts'

export interface WaitQueueOptions {
  /** Whose limits they wait for. */
  readonly provider: NamedProvider
  readonly maxQueueLength: number
  readonly maxWaitMs: number
}

/** Waiting calls in order of arrival. */
export class WaitQueue<T> {
  readonly #options: WaitQueueOptions
  readonly #waiting = new Set<Waiting<T>>()

  constructor(options: WaitQueueOptions) {
    this.#options = options
  }

  get length(): number {
    return this.#waiting.size
  }

  /**
   * Rejects after `maxWaitMs` and when the client disconnects.
   * @throws ProblemError provider_rate_limited if the queue is full
   */
  wait(waiter: Abortable | undefined): Promise<T> {
    const { provider, maxQueueLength, maxWaitMs } = this.#options
    if (this.#waiting.size >= maxQueueLength)
      throw new ProblemError('provider_rate_limited', { detail: 'the queue is full', provider })
    return new Promise((resolve, reject) => {
      const leave = (error: ProblemError): void => {
        this.#waiting.delete(waiting)
        waiting.end()
        reject(error)
      }
      const waiting = new Waiting(resolve, waiter, {
        late: () => leave(new ProblemError('provider_rate_limited', { detail: 'waited too long', provider })),
        onAbort: () => leave(new ProblemError('request_canceled')),
        maxWaitMs,
      })
      this.#waiting.add(waiting)
      waiting.begin()
    })
  }

  /** Resolves the first waiting call. */
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
  readonly #waiter: Abortable | undefined
  readonly #over: EndOfWait
  #giveUp: NodeJS.Timeout | undefined

  constructor(resolve: (turn: T) => void, waiter: Abortable | undefined, over: EndOfWait) {
    this.resolve = resolve
    this.#waiter = waiter
    this.#over = over
  }

  begin(): void {
    this.#giveUp = setTimeout(this.#over.late, this.#over.maxWaitMs)
    this.#waiter?.setAbortCallback(this.#over)
  }

  end(): void {
    clearTimeout(this.#giveUp)
    this.#waiter?.setAbortCallback(null)
  }
}
