import { ProblemError } from '../kernel/errors.ts'
import { HOUR } from '../kernel/time.ts'
import { withCampaign } from './campaign-lease.ts'
import { comparableText } from './comparable-text.ts'
import type { AccountClient } from './get-account-client.ts'
import type { NamedSegment, SendRequestRow } from './send-request.ts'
import { orUndefined } from './writing.ts'

/*
 * What a person approves is a campaign to the segments that the page names. While a send request waits, neither they nor their tags change
 * here; until what it sends has gone out, their definition does not. What changes them at the provider itself is noticed by comparison.
 */

type Account = Pick<
  AccountClient,
  'adapter' | 'api' | 'connection' | 'campaignLeases' | 'sendRequests' | 'now'
>

/** Sending at once may take a provider so long. */
const SENDING_MS = HOUR

const leaseOf = (id: string): string => `segment ${id}`

/** Changes a segment, unless a campaign goes to it that waits. @throws ProblemError segment_in_use, campaign_busy */
export function withFreeSegment<T>(account: Account, id: string, work: () => Promise<T>): Promise<T> {
  return withCampaign(
    account,
    leaseOf(id),
    { purpose: 'change', what: 'The segment' },
    async (assertHeld) => {
      for (const request of await holding(account))
        if (request.segments.some((segment) => segment.id === id || segment.parts.includes(id)))
          await assertGone(account, request)
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
  { connection, campaignLeases }: Pick<Account, 'connection' | 'campaignLeases'>,
  segments: readonly NamedSegment[],
): Promise<void> {
  for (const id of segments.flatMap((segment) => [segment.id, ...segment.parts]))
    if (await campaignLeases.isHeld(connection.id, leaseOf(id)))
      throw new ProblemError('campaign_busy', { facts: { what: 'A segment of the campaign' } })
}

/** For contacts that are added to a list, which may be a segment. @throws ProblemError segment_in_use */
export async function assertListIsFree(account: Account, list: string): Promise<void> {
  if (account.adapter.segmentsAre !== 'lists') return
  for (const request of await holding(account))
    if (isPending(request) && request.segments.some(({ id }) => id === list)) throw inUse(request)
}

/** For contacts that get or lose tags. @throws ProblemError segment_in_use */
export async function assertTagsAreFree(account: Account, tags: readonly string[]): Promise<void> {
  const changed = new Set(tags.map(comparableText))
  for (const request of await holding(account)) {
    const named = request.segments.flatMap((segment) => segment.tags)
    if (isPending(request) && named.some((tag) => changed.has(comparableText(tag)))) throw inUse(request)
  }
}

const isPending = ({ usedAt }: SendRequestRow): boolean => usedAt === null

function holding({ connection, sendRequests, now }: Account): Promise<SendRequestRow[]> {
  const at = now().getTime()
  return sendRequests.holding(connection.workspaceId, connection.id, {
    now: at,
    approvedSince: at - SENDING_MS,
  })
}

/** One that is approved holds its segments until it has gone out, or is unscheduled. @throws ProblemError segment_in_use */
async function assertGone(account: Account, request: SendRequestRow): Promise<void> {
  const { adapter, api, connection, campaignLeases } = account
  if (isPending(request) || (await campaignLeases.isSending(connection.id, request.campaignId)))
    throw inUse(request)
  const campaign = await orUndefined(adapter.campaign(api, request.campaignId))
  if (campaign?.status === 'scheduled' || campaign?.status === 'sending') throw inUse(request)
}

const inUse = ({ campaignId }: SendRequestRow): ProblemError =>
  new ProblemError('segment_in_use', { facts: { campaignId } })
