import type { ConnectionsContext } from '../connections/context.ts'
import { SECOND } from '../kernel/time.ts'

const OTHERS_SAVE_MS = 5 * SECOND

/**
 * Whether leases may be acquired: not within five seconds of a database outage. Leases expire during one, and each process first saves the
 * tokens that it received meanwhile.
 */
export function mayAcquire({ store }: Pick<ConnectionsContext, 'store'>): boolean {
  return store.sinceOutageMs() >= OTHERS_SAVE_MS
}
