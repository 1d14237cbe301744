import type { AccountLease, AccountLeaseRepository } from './account-lease.ts'

/**
 * Extends a lease three times as often as it ends, so that only a process that has died lets it end. A failure shows when the holder
 * extends it itself.
 * @returns ends it
 */
export function keepExtending(
  leases: Pick<AccountLeaseRepository, 'extend'>,
  lease: AccountLease,
  leaseMs: number,
): () => void {
  const extending = setInterval(() => void leases.extend(lease, leaseMs).catch(() => undefined), leaseMs / 3)
  extending.unref()
  return () => clearInterval(extending)
}
