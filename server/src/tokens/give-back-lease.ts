import type { LeasedConnection } from '../connections/connection-repository.ts'
import type { ConnectionsContext } from '../connections/context.ts'

/** Ends the lease of a connection of which nothing was sent. It is due, so another process may take it at once. */
export async function giveBackLease(
  { store, now }: Pick<ConnectionsContext, 'store' | 'now'>,
  leased: LeasedConnection,
): Promise<void> {
  const change = { refreshStartedAt: leased.orphanedRefreshStartedAt, endLease: true }
  await store.connections.change(leased, change, {
    guard: 'fencing_token',
    events: [],
    now: now().getTime(),
  })
}
