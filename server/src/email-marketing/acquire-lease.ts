import { ProblemError } from '../kernel/errors.ts'
import { MINUTE, SECOND } from '../kernel/time.ts'
import type { AccountLease, AccountLeaseRepository } from './account-lease.ts'

/** How long a process that lives may be too slow to extend it. */
const LEASE_MS = MINUTE

const EXTEND_EVERY_MS = 1.5 * SECOND

/** After a write or a sending that got no response, a provider may still be at work on it for so long. */
const SETTLING_MS = 5 * SECOND

/** A lease that is extended much more often than it ends: only a process that has died lets it end. */
export interface AcquiredLease {
  /** False if it was lost. */
  extend(): Promise<boolean>
  /** The provider has answered, or nothing was sent. */
  release(): Promise<void>
  /** No response has come: what it stands for may still be done. */
  expireLater(): Promise<void>
}

/** undefined while another request holds its subject. */
export async function acquireLease(
  leases: Pick<AccountLeaseRepository, 'acquire' | 'extend' | 'release'>,
  lease: AccountLease,
): Promise<AcquiredLease | undefined> {
  if (!(await leases.acquire(lease, LEASE_MS))) return undefined
  const extend = (): Promise<boolean> => leases.extend(lease, LEASE_MS)
  // A failure shows when the holder extends it itself.
  const extending = setInterval(() => void extend().catch(() => undefined), EXTEND_EVERY_MS)
  extending.unref()
  return {
    extend,
    release() {
      clearInterval(extending)
      return leases.release(lease)
    },
    async expireLater() {
      clearInterval(extending)
      await leases.extend(lease, SETTLING_MS)
    },
  }
}

/** Ends the lease after the work: a little later if its outcome is unknown. */
export async function whileHeld<T>(
  held: Pick<AcquiredLease, 'release' | 'expireLater'>,
  work: () => Promise<T>,
): Promise<T> {
  let isOpen = false
  try {
    return await work()
  } catch (error) {
    isOpen = error instanceof ProblemError && error.code === 'outcome_unknown'
    throw error
  } finally {
    // A lease that cannot be released now expires; what was written is written.
    await (isOpen ? held.expireLater() : held.release()).catch(() => undefined)
  }
}
