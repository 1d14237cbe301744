import type { ServerResponse } from 'node:http'

/** Bodies up to this size are read before they are sent, so that they can be sent again; larger ones stream. */
export const MOST_KEPT_BYTES = 1024 * 1024

/** Below this, it is not worth counting. */
const SMALL_BYTES = 64 * 1024

/** All that are kept at the same time; beyond it, bodies stream. */
const MOST_KEPT_IN_ALL_BYTES = 64 * 1024 * 1024

/** Gives the room in which bodies are kept until they have been answered. */
export class KeptBodies {
  #left = MOST_KEPT_IN_ALL_BYTES

  /** false: there is no room. @param bytes what the body takes at most */
  keep(bytes: number, response: ServerResponse): boolean {
    if (bytes <= SMALL_BYTES) return true
    if (bytes > Math.min(MOST_KEPT_BYTES, this.#left)) return false
    this.#left -= bytes
    response.once('close', () => void (this.#left += bytes))
    return true
  }
}
