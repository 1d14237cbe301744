import { ProblemError } from '../../kernel/errors.ts'
import { newRandomToken } from '../../kernel/id.ts'
import type { AccountLease } from './account-lease.ts'
import { accountOf } from './account-ref.ts'
import type { AccountClient } from '../get-account-client.ts'
import { acquireLease, whileHeld } from './acquire-lease.ts'

type AccountWithLeases = Pick<AccountClient, 'connection' | 'accountLeases' | 'held'>

/**
 * Holds a campaign while `work` runs: no other request, of any process, sends, changes, tests or unschedules it meanwhile. `work` gets a
 * function to call right before the provider is called; it rejects if the lease was lost. After an unknown outcome the lease lasts a little
 * longer.
 * @param what the subject that is held, if it is not the campaign itself
 * @throws ProblemError campaign_busy
 */
export async function withCampaign<T>(
  { connection, accountLeases, held }: AccountWithLeases,
  subject: string,
  { purpose, what }: { readonly purpose: AccountLease['purpose']; readonly what?: string },
  work: (assertHeld: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const lease = { account: accountOf(connection), subject, leaseId: newRandomToken(), purpose }
  const busy = (): ProblemError =>
    new ProblemError('campaign_busy', what === undefined ? {} : { facts: { what } })
  const acquired = await acquireLease(accountLeases, lease)
  if (!acquired) throw busy()
  const assertHeld = async (): Promise<void> => {
    if (!(await acquired.extend())) throw busy()
  }
  return whileHeld(held, acquired, () => work(assertHeld))
}

/** @throws ProblemError campaign_busy */
export async function assertIsNotSent(
  { connection, accountLeases }: Omit<AccountWithLeases, 'held'>,
  campaignId: string,
): Promise<void> {
  if (await accountLeases.isSending(accountOf(connection), campaignId))
    throw new ProblemError('campaign_busy')
}
