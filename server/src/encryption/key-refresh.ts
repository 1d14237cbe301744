import type { Log } from '../kernel/log.ts'
import { SECOND } from '../kernel/time.ts'
import { idOfKey, keyName, type KeyRing } from './key-ring.ts'

/** A rotation waits longer than this before it encrypts with a new key. */
export const KEY_REFRESH_MS = SECOND

/** Polls the source of the encryption keys, so that added keys are used without a restart. */
export function startKeyRefresh(ring: KeyRing, log: Log): { stop(): Promise<void> } {
  let logged: string | null = null
  ring.onChange((changed) =>
    log.info(
      { keyNames: changed.map((key) => keyName(idOfKey(key))) },
      'the changed encryption keys are in use',
    ),
  )
  const timer = setInterval(() => {
    ring.refresh()
    const { fault } = ring
    // Logged once per fault: the file is read again every second.
    if (fault && fault.message !== logged)
      log.error({ err: fault }, 'the changed encryption keys are not used: the previous ones stay in use')
    logged = fault?.message ?? null
  }, KEY_REFRESH_MS)
  return { stop: async () => clearInterval(timer) }
}
