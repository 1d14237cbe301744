import { ProblemError } from '../kernel/errors.ts'
import type { ClientTransfer } from '../outbound/slow-transfers.ts'
import type { ResponseFlow } from '../outbound/streamed-request.ts'

/** A response while its client reads it. */
export class ClientReading implements ClientTransfer, ResponseFlow {
  readonly #flow: ResponseFlow
  byteCount = 0
  isWaiting = false

  constructor(flow: ResponseFlow) {
    this.#flow = flow
  }

  resume(): void {
    this.isWaiting = false
    this.#flow.resume()
  }

  cut(problem: ProblemError): void {
    this.#flow.cut(problem)
  }

  giveWay(): void {
    this.cut(new ProblemError('call_too_slow'))
  }
}
