import type { LeasedConnection } from '../connections/connection-repository.ts'
import type { ConnectionsContext } from '../connections/context.ts'

/** Ends a lease during which nothing was sent to the provider. The connection stays due, so another process may acquire it at once. */
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
