import type { ServerResponse } from 'node:http'

/** Bodies up to this size are buffered, so that a call can be sent again; larger ones stream. */
export const MAX_BUFFERED_BYTES = 1024 * 1024

/** Smaller bodies are not counted. */
const SMALL_BYTES = 64 * 1024

/** Of all buffered bodies together; beyond it, bodies stream. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024

/** Bounds the memory of buffered request bodies. */
export class BodyBudget {
  #left = MAX_TOTAL_BYTES

  /** Reserves memory until the response closes. false: the body must stream. @param bytes upper bound of the body's size */
  reserve(bytes: number, response: ServerResponse): boolean {
    if (bytes <= SMALL_BYTES) return true
    if (bytes > Math.min(MAX_BUFFERED_BYTES, this.#left)) return false
    this.#left -= bytes
    response.once('close', () => void (this.#left += bytes))
    return true
  }
}
