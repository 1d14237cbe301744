import { ProblemError } from '../../kernel/errors.ts'
import { accountOf } from './account-ref.ts'
import { withCampaign } from './campaign-lease.ts'
import type { AccountClient } from '../get-account-client.ts'
import { assertGone, holding, inUse, isPending } from './held-requests.ts'
import { mayChange } from './may-change.ts'
import { newMemberships } from './new-memberships.ts'
import type { NamedSegment } from './send-request.ts'
import { accountSends, withWrite } from './write-lease.ts'
import type { Change } from '../adapters/write-rule.ts'

/*
 * A user approves a campaign to the segments that the page shows. While a send request waits, neither these nor their tags change here; until
 * the campaign is sent, their definition does not. Changes at the provider itself are noticed by comparison.
 */

const leaseOf = (id: string): string => `segment ${id}`

/** Changes a segment, unless a waiting campaign goes to it. @throws ProblemError segment_in_use, campaign_busy */
export function withFreeSegment<T>(account: AccountClient, id: string, work: () => Promise<T>): Promise<T> {
  return withCampaign(
    account,
    leaseOf(id),
    { purpose: 'change', what: 'The segment' },
    async (assertHeld) => {
      for (const request of await holding(account))
        if (mayChange(request, { effect: 'segment', ids: [id] }, account.connection.providerSlug)) {
          if (isPending(request)) throw inUse('segment_in_use', request)
          await assertGone(account, request, inUse('segment_in_use', request))
        }
      // A request that holds nothing may be in the course of sending.
      if (await account.accountLeases.isSending(accountOf(account.connection))) throw accountSends()
      await assertHeld()
      return work()
    },
  )
}

/**
 * Asserts that no change that began before a request is still in progress. None begins since then, so what is compared after this stays the
 * same.
 * @throws ProblemError campaign_busy
 */
export async function assertNoneChanges(
  { connection, accountLeases }: Pick<AccountClient, 'connection' | 'accountLeases'>,
  segments: readonly NamedSegment[],
): Promise<void> {
  for (const id of segments.flatMap((segment) => [segment.id, ...segment.parts]))
    if (await accountLeases.isHeld(accountOf(connection), leaseOf(id)))
      throw new ProblemError('campaign_busy', { facts: { what: 'A segment of the campaign' } })
}

/**
 * Adds contacts to a list, which may be a segment, or changes a contact of the list.
 * @param list.email absent if the contacts are new
 * @throws ProblemError segment_in_use, campaign_busy
 */
export function withFreeList<T>(
  account: AccountClient,
  { audienceId, email }: { readonly audienceId: string; readonly email?: string },
  work: () => Promise<T>,
): Promise<T> {
  return withWrite(account, async () => {
    if (account.adapter.segmentsAre === 'lists')
      await assertNoneWaits(account, {
        effect: 'membership',
        ids: [audienceId],
        ...(email !== undefined && { contact: email }),
      })
    return work()
  })
}

/** Adds or removes tags of contacts. @throws ProblemError segment_in_use, campaign_busy */
export function withFreeTags<T>(
  account: AccountClient,
  tags: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  return withWrite(account, async () => {
    await assertNoneWaits(account, { effect: 'tags', ids: tags })
    return work()
  })
}

/** @throws ProblemError segment_in_use */
async function assertNoneWaits(account: AccountClient, change: Change): Promise<void> {
  const { providerSlug } = account.connection
  const concerned = (await holding(account)).filter((request) => mayChange(request, change, providerSlug))
  if (concerned.length === 0) return
  const [left = change] = await newMemberships(account, [change])
  for (const request of concerned)
    if (mayChange(request, left, providerSlug)) throw inUse('segment_in_use', request)
}
