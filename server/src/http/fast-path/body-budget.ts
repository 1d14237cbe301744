import type { ServerResponse } from 'node:http'

/** Bodies up to this size are buffered, so that a call can be sent again; larger ones stream. */
export const MAX_BUFFERED_BYTES = 1024 * 1024

/** Smaller bodies are not counted, and at least so much of a body is read before its call waits for a slot. */
const SMALL_BYTES = 64 * 1024

/** Of all buffered bodies together; beyond it, bodies stream. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024

/** Bounds the memory of buffered request bodies. */
export class BodyBudget {
  #left = MAX_TOTAL_BYTES

  /**
   * Reserves memory until the response closes.
   * @param bytes upper bound of the body's size
   * @returns how many bytes may be buffered: the rest must stream
   */
  reserve(bytes: number, response: ServerResponse): number {
    const buffered = Math.min(bytes, MAX_BUFFERED_BYTES)
    if (buffered <= SMALL_BYTES) return buffered
    if (buffered > this.#left) return SMALL_BYTES
    this.#left -= buffered
    response.once('close', () => void (this.#left += buffered))
    return buffered
  }
}
