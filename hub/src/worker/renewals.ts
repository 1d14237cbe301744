import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { attend, type AttendParts } from '../core/attend.ts'
import { SECOND } from '../time.ts'

export interface RenewalsOptions {
  readonly leaseMs: number
}

/** How often we look whether something is due. */
const LOOK_EVERY_MS = SECOND

/**
 * How many are taken at once, and how many may be under way here: what is left is for the other processes. More renew
 * faster, and keep those waiting who only want to read a token.
 */
const BATCH = 14
const MOST_UNDER_WAY = 2 * BATCH
const STARTED_AT_ONCE = 4

/** Attends to whatever comes due: renewals ahead of expiry, probes, ends. Any number of processes share the work. */
export function startRenewals(parts: AttendParts, { leaseMs }: RenewalsOptions): { stop(): Promise<void> } {
  const { ports } = parts
  const underWay = new Set<Promise<void>>()
  const stopping = new AbortController()

  const takeBatch = async (): Promise<number> => {
    const claim = { leaseMs, now: ports.now().getTime(), limit: BATCH }
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
      while (underWay.size > MOST_UNDER_WAY - BATCH) await Promise.race(underWay)
      if (taken < BATCH) await sleep(LOOK_EVERY_MS, undefined, stopping).catch(() => undefined)
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
