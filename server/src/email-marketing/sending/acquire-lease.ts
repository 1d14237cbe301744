import { ProblemError } from '../../kernel/errors.ts'
import { SECOND } from '../../kernel/time.ts'
import type { CallLease } from '../../outbound/streamed-request.ts'
import type { AccountLease, AccountLeaseRepository } from './account-lease.ts'

/*
 * A lease is extended much more often than necessary. A process that cannot extend it, because the database is unavailable or the process was
 * suspended, knows by its own clock when the lease may end: before that, it starts no more calls and ends those in progress.
 */

const EXTEND_EVERY_MS = 1.5 * SECOND
/** A call may start only within this time after the start of the last extension. */
const BEGIN_MS = 5 * SECOND
/** A call in progress is ended this long after it. */
const CALL_MS = 9 * SECOND
/** How long a provider may still work on a write or a sending that got no response. */
const SETTLING_MS = 5 * SECOND
/** How long after its last extension the lease of a dead process ends. */
const LEASE_MS = CALL_MS + SETTLING_MS

export interface AcquiredLease extends CallLease {
  /** Extends the lease now; false if it was lost. */
  extend(): Promise<boolean>
  /** Call it when the provider has responded, or nothing was sent. During a database outage, the lease is released later. */
  release(): Promise<void>
  /** Call it when there was no response: the work may still be completed. */
  expireLater(): Promise<void>
}

type Leases = Pick<AccountLeaseRepository, 'acquire' | 'extend' | 'release'>

/** Acquires a lease; undefined while another request holds its subject. */
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
    // The lease may have been acquired although the statement failed.
    void releaseSoon(leases, lease)
    throw error
  }
  const extend = (): Promise<boolean> => extendWith(() => leases.extend(lease, LEASE_MS))
  // If an extension fails, the one before it still counts.
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
      // If this fails, the lease ends by itself: calls in progress are ended in time.
      await leases.extend(lease, SETTLING_MS).catch(() => undefined)
    },
  }
}

/** Releases a lease, during an outage as soon as the database is back, so that it blocks other requests no longer. Waits only for the first attempt. */
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

/** The lease that each call of the client checks: all leases that it holds. */
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
