import { ProblemError } from '../kernel/errors.ts'
import { accountOf } from './account-ref.ts'
import { withCampaign } from './campaign-lease.ts'
import { comparableText } from './comparable-text.ts'
import type { AccountClient } from './get-account-client.ts'
import { assertGone, holding, inUse, isPending } from './held-requests.ts'
import type { NamedSegment, SendRequestRow } from './send-request.ts'
import { withWrite } from './write-lease.ts'

/*
 * What a person approves is a campaign to the segments that the page names. While a send request waits, neither they nor their tags change
 * here; until what it sends has gone out, their definition does not. What changes them at the provider itself is noticed by comparison.
 */

/** At another provider, where the same segments have other IDs. */
const isElsewhere = ({ connection }: AccountClient, { provider }: SendRequestRow): boolean =>
  provider !== connection.providerSlug

const leaseOf = (id: string): string => `segment ${id}`

/** Changes a segment, unless a campaign goes to it that waits. @throws ProblemError segment_in_use, campaign_busy */
export function withFreeSegment<T>(account: AccountClient, id: string, work: () => Promise<T>): Promise<T> {
  return withCampaign(
    account,
    leaseOf(id),
    { purpose: 'change', what: 'The segment' },
    async (assertHeld) => {
      for (const request of await holding(account))
        if (
          isElsewhere(account, request) ||
          request.segments.some((segment) => segment.id === id || segment.parts.includes(id))
        ) {
          if (isPending(request)) throw inUse('segment_in_use', request)
          await assertGone(account, request, inUse('segment_in_use', request))
        }
      // A request that holds nothing may be on its way.
      if (await account.accountLeases.isSending(accountOf(account.connection)))
        throw new ProblemError('campaign_busy', { facts: { what: 'A campaign of this account' } })
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

/** Adds or changes a contact of a list, which may be a segment. @throws ProblemError segment_in_use, campaign_busy */
export function withFreeList<T>(account: AccountClient, list: string, work: () => Promise<T>): Promise<T> {
  return withWrite(account, async () => {
    if (account.adapter.segmentsAre === 'lists')
      for (const request of await holding(account))
        if (
          isPending(request) &&
          request.segments.some(({ id }) => id === list || isElsewhere(account, request))
        )
          throw inUse('segment_in_use', request)
    return work()
  })
}

/** Gives tags to contacts, or takes them. @throws ProblemError segment_in_use, campaign_busy */
export function withFreeTags<T>(
  account: AccountClient,
  tags: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const changed = new Set(tags.map(comparableText))
  return withWrite(account, async () => {
    for (const request of await holding(account)) {
      const decides = request.segments.some(
        ({ tags }) => tags === null || tags.some((tag) => changed.has(comparableText(tag))),
      )
      if (isPending(request) && decides) throw inUse('segment_in_use', request)
    }
    return work()
  })
}
