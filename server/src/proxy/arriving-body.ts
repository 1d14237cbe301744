import { ProblemError } from '../kernel/errors.ts'
import type { ClientTransfer } from '../outbound/slow-transfers.ts'

/** The body of a call while it arrives. It can be cut off before its end. */
export class ArrivingBody implements ClientTransfer {
  readonly #chunks: AsyncIterator<Uint8Array>
  #problem: ProblemError | undefined
  #interrupt: ((problem: ProblemError) => void) | undefined
  byteCount = 0
  isWaiting = false

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#chunks = body[Symbol.asyncIterator]()
  }

  breakOff(problem: ProblemError): void {
    this.#problem ??= problem
    this.#interrupt?.(problem)
  }

  giveWay(): void {
    this.breakOff(new ProblemError('call_too_slow'))
  }

  /** Reads the body, once. @param onEnd called when it was read, or cut off */
  async *read(onEnd: () => void): AsyncIterable<Uint8Array> {
    try {
      for (;;) {
        const { done, value } = await this.#next()
        this.isWaiting = false
        if (done) return
        this.byteCount += value.length
        yield value
      }
    } finally {
      this.isWaiting = false
      onEnd()
    }
  }

  /** Each chunk has a promise of its own: one for all would keep every chunk in memory. */
  #next(): Promise<IteratorResult<Uint8Array>> {
    return new Promise((resolve, reject) => {
      if (this.#problem) return reject(this.#problem)
      this.#interrupt = reject
      this.isWaiting = true
      this.#chunks.next().then(resolve, reject)
    })
  }
}
