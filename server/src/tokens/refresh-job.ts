import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { TokensContext } from './context.ts'
import { runDueConnection } from './run-due-connection.ts'
import { SECOND } from '../kernel/time.ts'

export interface RefreshJobOptions {
  readonly leaseMs: number
}

/** Poll interval. */
const LOOK_EVERY_MS = SECOND

/** Number of connections that are started in one turn of the event loop. */
const STARTED_AT_ONCE = 4

/** Handles due connections: refreshes ahead of expiry, checks, and expiries. Any number of processes share the work. */
export function startRefreshJob(
  context: TokensContext,
  { leaseMs }: RefreshJobOptions,
): { stop(): Promise<void> } {
  const batch = context.store.maxConcurrentRefreshes
  const underWay = new Set<Promise<void>>()
  const stopping = new AbortController()

  const takeBatch = async (): Promise<number> => {
    const request = { leaseMs, now: context.now().getTime(), limit: batch }
    const due = await context.store.connections.acquireDueLeases(request).catch((error: unknown) => {
      context.log.error({ err: error }, 'polling for due connections failed')
      return []
    })
    for (const [index, leased] of due.entries()) {
      if (index % STARTED_AT_ONCE === 0) await nextTurn()
      const work: Promise<void> = runDueConnection(context, leased)
        .catch((error: unknown) =>
          context.log.error({ err: error, connectionId: leased.id }, 'handling a due connection failed'),
        )
        .finally(() => underWay.delete(work))
      underWay.add(work)
    }
    return due.length
  }

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const taken = await takeBatch()
      // Limits the connections in progress to twice the batch; others are left to other processes.
      while (underWay.size > batch) await Promise.race(underWay)
      if (taken < batch) await sleep(LOOK_EVERY_MS, undefined, stopping).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
      // A refresh that has begun is finished, so that its result is saved.
      await Promise.all(underWay)
    },
  }
}
