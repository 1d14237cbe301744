import type { Log } from '../kernel/log.ts'
import { SECOND } from '../kernel/time.ts'
import type { KeyRing } from './key-ring.ts'

/** A rotation waits longer than this before it encrypts with a new key. */
export const KEY_REFRESH_MS = SECOND

/** Takes keys into use that are added where the keys come from, without a new start. */
export function startKeyRefresh(ring: KeyRing, log: Log): { stop(): Promise<void> } {
  let isBroken = false
  const timer = setInterval(() => {
    try {
      ring.refresh()
      isBroken = false
    } catch (error) {
      // Once: the file is read again every second.
      if (!isBroken)
        log.error({ err: error }, 'the changed encryption keys cannot be read: the previous ones stay')
      isBroken = true
    }
  }, KEY_REFRESH_MS)
  return { stop: async () => clearInterval(timer) }
}
