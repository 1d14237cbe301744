import type { ConnectionsContext } from '../connections/context.ts'
import { SECOND } from '../kernel/time.ts'

const OTHERS_SAVE_MS = 5 * SECOND

/** Leases end while the database is away. After that, each process first saves the tokens that it has received meanwhile. */
export function mayAcquire({ store }: Pick<ConnectionsContext, 'store'>): boolean {
  return store.sinceOutageMs() >= OTHERS_SAVE_MS
}
