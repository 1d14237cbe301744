import type { ConnectionRepository, LeasedConnection } from '../connections/connection-repository.ts'
import type { Log } from '../kernel/log.ts'
import { SECOND } from '../kernel/time.ts'

/** How long other processes wait for one that has died. */
const MAX_LEASE_MS = 25 * SECOND
const MAX_LOOK_EVERY_MS = SECOND

/** The leases of connections that this process refreshes or checks. They are extended for as long as that takes. */
export interface RefreshLeases {
  /** How long a lease lasts that is not extended. */
  readonly leaseMs: number
  /** Holds a lease during the work. Work within it holds the same. */
  during<T>(leased: LeasedConnection, work: () => Promise<T>): Promise<T>
  /** Whether this process still works on the connection: its lease may have expired while the process was suspended. */
  has(connectionId: string): boolean
  /** Whether the lease was extended so recently that no other process can send the refresh token at the same time. */
  isSafe(leased: LeasedConnection): boolean
}

interface Hold {
  readonly leased: LeasedConnection
  /** Monotonic time; -Infinity: another process has the lease. */
  extendedAt: number
  isExtending: boolean
}

/** @see RefreshLeases */
export function createRefreshLeases(
  connections: Pick<ConnectionRepository, 'extendLease'>,
  { log, refreshTimeoutMs }: { readonly log: Log; readonly refreshTimeoutMs: number },
): RefreshLeases {
  const leaseMs = Math.min(2 * refreshTimeoutMs, MAX_LEASE_MS)
  const extendEveryMs = leaseMs / 5
  /** A refresh token is sent only if the lease was extended within this time. */
  const safeMs = (leaseMs * 3) / 5
  const holds = new Map<string, Hold>()
  let timer: NodeJS.Timeout | undefined

  const extend = async (hold: Hold): Promise<void> => {
    const at = performance.now()
    hold.isExtending = true
    try {
      hold.extendedAt = (await connections.extendLease(hold.leased, leaseMs)) ? at : -Infinity
    } catch (error) {
      log.error({ err: error, connectionId: hold.leased.id }, 'extending the lease of a connection failed')
    } finally {
      hold.isExtending = false
    }
  }
  // One timer for all leases: nearly every refresh ends before it fires.
  const look = (): void => {
    timer = undefined
    const before = performance.now() - extendEveryMs
    for (const hold of holds.values())
      if (!hold.isExtending && hold.extendedAt > -Infinity && hold.extendedAt <= before) void extend(hold)
    lookLater()
  }
  const lookLater = (): void => {
    if (holds.size > 0) timer ??= setTimeout(look, Math.min(extendEveryMs, MAX_LOOK_EVERY_MS)).unref()
  }

  return {
    leaseMs,
    async during(leased, work) {
      if (holds.get(leased.id)?.leased === leased) return work()
      const hold = { leased, extendedAt: leased.leasedAt, isExtending: false }
      holds.set(leased.id, hold)
      lookLater()
      try {
        return await work()
      } finally {
        if (holds.get(leased.id) === hold) holds.delete(leased.id)
      }
    },
    has: (connectionId) => holds.has(connectionId),
    isSafe(leased) {
      const hold = holds.get(leased.id)
      return hold?.leased === leased && performance.now() - hold.extendedAt < safeMs
    },
  }
}
