import { setImmediate as nextTurn } from 'node:timers/promises'
import type { TokensContext } from './context.ts'
import { mayAcquire } from './may-acquire.ts'
import { runDueConnection } from './run-due-connection.ts'
import { poll, type Poll } from '../kernel/poll.ts'
import { SECOND } from '../kernel/time.ts'

/** Poll interval. */
const LOOK_EVERY_MS = SECOND

/** Number of connections that are started in one turn of the event loop. */
const STARTED_AT_ONCE = 4

/** Handles due connections: refreshes ahead of expiry, checks, and expiries. Any number of processes share the work. */
export function startRefreshLoop(context: TokensContext): Poll {
  const batch = context.store.maxConcurrentRefreshes
  const underWay = new Set<Promise<void>>()

  /** Returns true if more connections may be due. */
  const takeBatch = async (): Promise<boolean> => {
    if (!mayAcquire(context)) return false
    const missingKeys = context.missingKeys.current()
    const request = {
      leaseMs: context.refreshLeases.leaseMs,
      now: context.now().getTime(),
      limit: batch,
      missingKeys,
    }
    const due = await context.store.connections.acquireDueLeases(request)
    for (const [index, leased] of due.entries()) {
      if (index % STARTED_AT_ONCE === 0) await nextTurn()
      // The lease expired while this process was suspended: it still works on this connection.
      if (context.refreshLeases.has(leased.id)) continue
      const work: Promise<void> = context.refreshLeases
        .during(leased, () => runDueConnection(context, leased))
        .catch((error: unknown) => {
          if (!context.missingKeys.note(error))
            context.log.error({ err: error, connectionId: leased.id }, 'handling a due connection failed')
        })
        .finally(() => underWay.delete(work))
      underWay.add(work)
    }
    // Limits the connections in progress to twice the batch; others are left to other processes.
    while (underWay.size > batch) await Promise.race(underWay)
    return due.length >= batch
  }

  const polling = poll(takeBatch, {
    everyMs: LOOK_EVERY_MS,
    log: context.log,
    failure: 'polling for due connections failed',
    firstAfterMs: 0,
  })
  return {
    async stop() {
      await polling.stop()
      // A refresh that has begun is finished, so that its result is saved.
      await Promise.all(underWay)
    },
  }
}
