import { HubError } from '../errors.ts'
import type { Abortable, Gone } from './abortable.ts'

export interface LineOptions {
  readonly longestLine: number
  readonly longestWaitMs: number
}

/** Those who wait for their turn, in the order in which they came. */
export class Line<T> {
  readonly #options: LineOptions
  readonly #waiting = new Set<Waiting<T>>()

  constructor(options: LineOptions) {
    this.#options = options
  }

  get length(): number {
    return this.#waiting.size
  }

  /** Rejects for who waits too long, and for who leaves: both are out of the line at once. @throws HubError platform_busy: the line is full */
  wait(caller: Abortable | undefined): Promise<T> {
    const { longestLine, longestWaitMs } = this.#options
    if (this.#waiting.size >= longestLine) throw new HubError('platform_busy', { detail: 'the line is full' })
    return new Promise((resolve, reject) => {
      const leave = (error: HubError): void => {
        this.#waiting.delete(waiting)
        waiting.end()
        reject(error)
      }
      const waiting = new Waiting(resolve, caller, {
        late: () => leave(new HubError('platform_busy', { detail: 'waited too long' })),
        gone: () => leave(new HubError('request_cancelled')),
        longestWaitMs,
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

interface WhenOver extends Gone {
  readonly late: () => void
  readonly longestWaitMs: number
}

class Waiting<T> {
  readonly resolve: (turn: T) => void
  readonly #caller: Abortable | undefined
  readonly #over: WhenOver
  #giveUp: NodeJS.Timeout | undefined

  constructor(resolve: (turn: T) => void, caller: Abortable | undefined, over: WhenOver) {
    this.resolve = resolve
    this.#caller = caller
    this.#over = over
  }

  begin(): void {
    this.#giveUp = setTimeout(this.#over.late, this.#over.longestWaitMs)
    this.#caller?.onGone(this.#over)
  }

  end(): void {
    clearTimeout(this.#giveUp)
    this.#caller?.onGone(null)
  }
}
