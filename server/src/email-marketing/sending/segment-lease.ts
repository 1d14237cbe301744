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
 * What a person approves is a campaign to the segments that the page names. While a send request waits, neither they nor their tags change
 * here; until what it sends has gone out, their definition does not. What changes them at the provider itself is noticed by comparison.
 */

const leaseOf = (id: string): string => `segment ${id}`

/** Changes a segment, unless a campaign goes to it that waits. @throws ProblemError segment_in_use, campaign_busy */
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
      // A request that holds nothing may be on its way.
      if (await account.accountLeases.isSending(accountOf(account.connection))) throw accountSends()
      await assertHeld()
      return work()
    },
  )
}

/**
 * No change that began before a request is still on its way. Since then none begins, so that what is compared after this stays.
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
 * Adds a contact to a list, which may be a segment, or changes one of it.
 * @param list.email absent: contacts that are not in it
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

/** Gives tags to contacts, or takes them. @throws ProblemError segment_in_use, campaign_busy */
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
