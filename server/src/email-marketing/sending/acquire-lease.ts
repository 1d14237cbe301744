import { ProblemError } from '../../kernel/errors.ts'
import { SECOND } from '../../kernel/time.ts'
import type { CallLease } from '../../outbound/streamed-request.ts'
import type { AccountLease, AccountLeaseRepository } from './account-lease.ts'

/*
 * A lease is extended much more often than it ends. A process that cannot extend it, because it has no database or stood still, knows by its own
 * clock when the lease may end: before that no call begins any more, and those on the wire are broken off.
 */

const EXTEND_EVERY_MS = 1.5 * SECOND
/** A call begins only this long after the beginning of the last extension. */
const BEGIN_MS = 5 * SECOND
/** One that is on the wire then is broken off this long after it. */
const CALL_MS = 9 * SECOND
/** After a write or a sending that got no response, a provider may still be at work on it for so long. */
const SETTLING_MS = 5 * SECOND
/** The lease of a process that has died ends so long after its last extension. */
const LEASE_MS = CALL_MS + SETTLING_MS

export interface AcquiredLease extends CallLease {
  /** False if it was lost. */
  extend(): Promise<boolean>
  /** The provider has answered, or nothing was sent. Without a database it is released later. */
  release(): Promise<void>
  /** No response has come: what it stands for may still be done. */
  expireLater(): Promise<void>
}

type Leases = Pick<AccountLeaseRepository, 'acquire' | 'extend' | 'release'>

/** undefined while another request holds its subject. */
export async function acquireLease(leases: Leases, lease: AccountLease): Promise<AcquiredLease | undefined> {
  let extendedAtMs = -Infinity
  const extendWith = async (statement: () => Promise<boolean>): Promise<boolean> => {
    const begunAtMs = performance.now()
    const isMine = await statement()
    extendedAtMs = isMine ? Math.max(extendedAtMs, begunAtMs) : -Infinity
    return isMine
  }
  try {
    if (!(await extendWith(() => leases.acquire(lease, LEASE_MS)))) return undefined
  } catch (error) {
    // It may have been acquired.
    void releaseSoon(leases, lease)
    throw error
  }
  const extend = (): Promise<boolean> => extendWith(() => leases.extend(lease, LEASE_MS))
  // After a failure the last extension counts.
  const extending = setInterval(() => void extend().catch(() => undefined), EXTEND_EVERY_MS)
  extending.unref()
  const leftMs = (ms: number): number => extendedAtMs + ms - performance.now()
  return {
    extend,
    assertMayBegin() {
      if (leftMs(BEGIN_MS) <= 0) throw new ProblemError('campaign_busy', { facts: { what: 'The account' } })
    },
    leftMs: () => leftMs(CALL_MS),
    release() {
      clearInterval(extending)
      return releaseSoon(leases, lease)
    },
    async expireLater() {
      clearInterval(extending)
      // Otherwise it ends by itself: what is on the wire was broken off in time.
      await leases.extend(lease, SETTLING_MS).catch(() => undefined)
    },
  }
}

/** Releases it, if need be when the database is back, so that it blocks no other request longer than that. Waits for the first try. */
async function releaseSoon(
  leases: Leases,
  lease: AccountLease,
  endMs = performance.now() + LEASE_MS,
): Promise<void> {
  try {
    await leases.release(lease)
  } catch {
    if (performance.now() < endMs)
      setTimeout(() => void releaseSoon(leases, lease, endMs), EXTEND_EVERY_MS).unref()
  }
}

/** The leases that a client of an account holds. */
export type HeldLeases = Set<AcquiredLease>

/** Each call of the client asks all of them. */
export const leaseOfCalls = (held: HeldLeases): CallLease => ({
  assertMayBegin() {
    for (const lease of held) lease.assertMayBegin()
  },
  leftMs: () => Math.min(CALL_MS, ...[...held].map((lease) => lease.leftMs())),
})

/** Holds the lease while the work runs, and a little longer if its outcome is unknown. */
export async function whileHeld<T>(
  held: HeldLeases,
  lease: AcquiredLease,
  work: () => Promise<T>,
): Promise<T> {
  let isOpen = false
  held.add(lease)
  try {
    return await work()
  } catch (error) {
    isOpen = error instanceof ProblemError && error.code === 'outcome_unknown'
    throw error
  } finally {
    held.delete(lease)
    await (isOpen ? lease.expireLater() : lease.release())
  }
}
