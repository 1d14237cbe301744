import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { attend, type AttendParts } from '../core/attend.ts'
import { SECOND } from '../time.ts'

export interface RenewalsOptions {
  readonly leaseMs: number
}

/** How often we look whether something is due. */
const LOOK_EVERY_MS = SECOND

/** Begun in one turn of the event loop. */
const STARTED_AT_ONCE = 4

/** Attends to whatever comes due: renewals ahead of expiry, probes, ends. Any number of processes share the work. */
export function startRenewals(parts: AttendParts, { leaseMs }: RenewalsOptions): { stop(): Promise<void> } {
  const { ports } = parts
  const batch = ports.store.renewalsAtOnce
  const underWay = new Set<Promise<void>>()
  const stopping = new AbortController()

  const takeBatch = async (): Promise<number> => {
    const claim = { leaseMs, now: ports.now().getTime(), limit: batch }
    const due = await ports.store.connections.claimDue(claim).catch((error: unknown) => {
      ports.log.error({ err: error }, 'could not look for what is due')
      return []
    })
    for (const [index, claimed] of due.entries()) {
      if (index % STARTED_AT_ONCE === 0) await nextTurn()
      const work: Promise<void> = attend(parts, claimed)
        .catch((error: unknown) =>
          ports.log.error({ err: error, connection: claimed.id }, 'could not attend to it'),
        )
        .finally(() => underWay.delete(work))
      underWay.add(work)
    }
    return due.length
  }

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const taken = await takeBatch()
      // Twice as many may be under way here: what is left is for the other processes.
      while (underWay.size > batch) await Promise.race(underWay)
      if (taken < batch) await sleep(LOOK_EVERY_MS, undefined, stopping).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
      // A renewal that has begun is finished: its answer must be written down.
      await Promise.all(underWay)
    },
  }
}
