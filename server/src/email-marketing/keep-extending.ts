import { SECOND } from '../kernel/time.ts'
import type { AccountLease, AccountLeaseRepository } from './account-lease.ts'

const EXTEND_EVERY_MS = 1.5 * SECOND

/**
 * Extends a lease much more often than it ends, so that only a process that has died lets it end. A failure shows when the holder extends it
 * itself.
 * @returns ends it
 */
export function keepExtending(
  leases: Pick<AccountLeaseRepository, 'extend'>,
  lease: AccountLease,
  leaseMs: number,
): () => void {
  const extending = setInterval(
    () => void leases.extend(lease, leaseMs).catch(() => undefined),
    EXTEND_EVERY_MS,
  )
  extending.unref()
  return () => clearInterval(extending)
}
