import type { Abortable, AbortCallback } from '../outbound/abortable.ts'

/** A client that may leave the queue without disconnecting. */
export class QueuedClient implements Abortable {
  readonly #client: Abortable
  #callback: AbortCallback | null = null
  hasLeft = false

  constructor(client: Abortable) {
    this.#client = client
  }

  get isAborted(): boolean {
    return this.hasLeft || this.#client.isAborted
  }

  setAbortCallback(aborted: AbortCallback | null): void {
    this.#callback = aborted
    this.#client.setAbortCallback(aborted)
    if (this.hasLeft) aborted?.onAbort()
  }

  leave(): void {
    this.hasLeft = true
    this.#callback?.onAbort()
  }
}
