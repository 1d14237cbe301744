import { setTimeout as sleep } from 'node:timers/promises'
import { createSingleFlight } from '../kernel/single-flight.ts'
import { SECOND } from '../kernel/time.ts'
import type { Connection } from '../connections/connection.ts'
import type { LeasedConnection } from '../connections/connection-repository.ts'
import type { RefreshOptions, RefreshContext, RefreshedTokenSet } from './refresh-context.ts'
import { mayAcquire } from './may-acquire.ts'
import { refreshInSpan } from './refresh-in-span.ts'
import { isRefreshTokenRejected, isYoung } from '../connections/refresh-policy.ts'

/** `ended`: the connection is disconnected. `pending`: the refresh takes longer than `waitTimeoutMs`. */
export type Outcome = 'refreshed' | 'failing' | 'ended' | 'pending'

export interface RefreshCoordinator {
  /**
   * Refreshes the token set, unless that has happened since it was read. Concurrent calls, also in other processes, share one refresh. A
   * refresh in progress is never aborted by a request.
   */
  refresh(
    connection: Which,
    options?: RefreshOptions & { readonly force?: boolean; readonly waitTimeoutMs?: number },
  ): Promise<Outcome>
  /** Refreshes a connection whose lease the refresh loop holds. */
  refreshLeased(connection: LeasedConnection): Promise<Outcome>
  /** Resolves when no refresh is in progress. */
  idle(): Promise<void>
}

type Which = Pick<Connection, 'id' | 'workspaceId' | 'tokenSetVersion'>

const LOOK_EVERY_MS = 100
/** `Retry-After` while a refresh is in progress, in seconds. */
export const ASK_AGAIN_SECONDS = 5

interface CoordinatorContext extends RefreshContext {
  /** Counts a refresh that this process ran. @param lateSeconds seconds after its due time; null if a request asked for it */
  readonly countRefresh: (provider: string, outcome: RefreshedTokenSet, lateSeconds: number | null) => void
}

export function createRefreshCoordinator(context: CoordinatorContext): RefreshCoordinator {
  const { refreshLeases } = context
  const { connections } = context.store
  const refreshes = createSingleFlight<Outcome>()

  const run = async (
    connection: LeasedConnection,
    { isDue, ...options }: RefreshOptions & { readonly isDue: boolean },
  ): Promise<Outcome> => {
    const refreshed = await refreshLeases.during(connection, () =>
      refreshInSpan(context, connection, options),
    )
    const lateSeconds = isDue ? secondsSince(context, connection.dueAt) : null
    context.countRefresh(connection.providerSlug, refreshed, lateSeconds)
    return refreshed === 'elsewhere' ? judge(connections, connection) : refreshed
  }

  const begin = async (
    { id, workspaceId, tokenSetVersion }: Which,
    force: boolean,
    options: RefreshOptions,
  ): Promise<Outcome> => {
    const now = context.now().getTime()
    const current = await connections.read(workspaceId, id)
    if (!current || !mayRefresh(current)) return 'ended'
    const { failures, refreshedAt = -Infinity } = current.health
    // A newer token set with failures contains only a new refresh token, and still needs a refresh.
    if (current.tokenSetVersion !== tokenSetVersion && failures === undefined) return 'refreshed'
    if (!force && failures !== undefined && current.dueAt !== null && current.dueAt > now) return 'failing'
    if (!force && isYoung(refreshedAt, now)) return 'refreshed'
    while (!mayAcquire(context)) await sleep(LOOK_EVERY_MS)
    const leased = await connections.acquireLease(current, { leaseMs: refreshLeases.leaseMs, now })
    if (leased) return run(leased, { ...options, isDue: false })
    // Another process holds the lease: wait for its result.
    while (await connections.isLeased(id)) await sleep(LOOK_EVERY_MS)
    const after = await connections.read(workspaceId, id)
    const untouched =
      after?.tokenSetVersion === current.tokenSetVersion &&
      after.health.failures === failures &&
      after.reason === null
    // That process has ended without a result: try here.
    return untouched
      ? begin({ id, workspaceId, tokenSetVersion }, force, options)
      : judge(connections, current)
  }

  return {
    async refresh(which, { force = false, waitTimeoutMs, ...options } = {}) {
      const outcome = refreshes.run(which.id, () => begin(which, force, options))
      return waitTimeoutMs === undefined ? outcome : orPending(outcome, waitTimeoutMs)
    },
    refreshLeased(connection) {
      const work = run(connection, { isDue: true })
      // Calls from now on share it. One that already waits for this lease must not be joined: each would wait for the other.
      void refreshes.run(connection.id, () => work).catch(() => undefined)
      return work
    },
    idle: () => refreshes.idle(),
  }
}

/** Whether there is a refresh token that the provider has not rejected. */
function mayRefresh(connection: Connection): boolean {
  const { tokenSetCiphertext, refreshType, reason } = connection
  if (tokenSetCiphertext === null || refreshType === 'none') return false
  return reason === null || !isRefreshTokenRejected(connection)
}

function secondsSince({ now }: Pick<RefreshContext, 'now'>, at: number | null): number | null {
  return at === null ? null : Math.max(0, now().getTime() - at) / SECOND
}

/** The outcome; `pending` if it takes longer than `waitTimeoutMs`. */
async function orPending(outcome: Promise<Outcome>, waitTimeoutMs: number): Promise<Outcome> {
  const waitTimeout = new AbortController()
  const waited = sleep(waitTimeoutMs, 'pending' as const, { signal: waitTimeout.signal }).catch(
    () => 'pending' as const,
  )
  try {
    return await Promise.race([outcome, waited])
  } finally {
    waitTimeout.abort()
  }
}

/** The outcome of a refresh by another process. */
async function judge(
  connections: RefreshContext['store']['connections'],
  { workspaceId, id, tokenSetVersion }: Which,
): Promise<Outcome> {
  const current = await connections.read(workspaceId, id)
  if (!current || current.tokenSetCiphertext === null || current.reason !== null) return 'ended'
  return current.tokenSetVersion === tokenSetVersion || current.health.failures !== undefined
    ? 'failing'
    : 'refreshed'
}
