import { ProblemError } from '../kernel/errors.ts'
import { newRandomToken } from '../kernel/id.ts'
import { MINUTE } from '../kernel/time.ts'
import type { AccountLease } from './account-lease.ts'
import { accountOf } from './account-ref.ts'
import type { AccountClient } from './get-account-client.ts'
import { keepExtending } from './keep-extending.ts'
import { SETTLING_MS } from './write-lease.ts'

type AccountWithLeases = Pick<AccountClient, 'connection' | 'accountLeases'>

/** How long a process that lives may be too slow to extend it. */
const LEASE_MS = MINUTE

/**
 * Holds a campaign while `work` runs: no other request, of any process, sends, changes, tests or unschedules it meanwhile. `work` gets a
 * function to call right before the provider is asked for the change; it rejects if the lease was lost. After an unknown outcome the lease
 * lasts a little longer.
 * @param what is held, if it is not the campaign itself
 * @throws ProblemError campaign_busy
 */
export async function withCampaign<T>(
  { connection, accountLeases }: AccountWithLeases,
  subject: string,
  { purpose, what }: { readonly purpose: AccountLease['purpose']; readonly what?: string },
  work: (assertHeld: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const lease = { account: accountOf(connection), subject, leaseId: newRandomToken(), purpose }
  const busy = (): ProblemError =>
    new ProblemError('campaign_busy', what === undefined ? {} : { facts: { what } })
  if (!(await accountLeases.acquire(lease, LEASE_MS))) throw busy()
  const stop = keepExtending(accountLeases, lease, LEASE_MS)
  let isOpen = false
  try {
    return await work(async () => {
      if (!(await accountLeases.extend(lease, LEASE_MS))) throw busy()
    })
  } catch (error) {
    isOpen = error instanceof ProblemError && error.code === 'outcome_unknown'
    throw error
  } finally {
    stop()
    // A lease that cannot be released now expires.
    const ending = isOpen ? accountLeases.extend(lease, SETTLING_MS) : accountLeases.release(lease)
    await ending.catch(() => undefined)
  }
}

/** @throws ProblemError campaign_busy */
export async function assertIsNotSent(
  { connection, accountLeases }: AccountWithLeases,
  campaignId: string,
): Promise<void> {
  if (await accountLeases.isSending(accountOf(connection), campaignId))
    throw new ProblemError('campaign_busy')
}
