import type { Campaign, CampaignStatus } from '@letterlock/sdk/wire.ts'
import { invalidRequest } from '../../kernel/errors.ts'
import { isSpan, SECOND } from '../../kernel/time.ts'
import type { Found, PageWanted } from '../adapters/page.ts'
import { comparableText } from '../model/comparable-text.ts'
import type { AccountClient } from '../get-account-client.ts'
import { pageOfMatches } from '../adapters/read-lists.ts'

export interface CampaignsAsked {
  /** The ID of an audience. */
  readonly audience?: string | undefined
  readonly status?: CampaignStatus | undefined
  /** ISO 8601, inclusive: when it was sent or will be; for others, when it was created. */
  readonly since?: string | undefined
  /** ISO 8601, exclusive. */
  readonly until?: string | undefined
  /** A part of the name or the subject, in any case. */
  readonly words?: string | undefined
}

/** A page can cost a call for each campaign, and a provider may allow only a few per second: pages are small, and a request ends after ten seconds. */
const PAGE_SIZE = 25
/** Lists without details cost the same whatever their length. */
const SHORT_ITEMS_PAGE_SIZE = 500
const MAX_MS = 10 * SECOND

/**
 * Lists campaigns, also by filters that the provider does not have. With a filter, the provider's pages are read until `limit` campaigns
 * match or ten seconds have passed: a page may then have fewer, and a cursor.
 */
export async function findCampaigns(
  { adapter, api, now }: Pick<AccountClient, 'adapter' | 'api' | 'now'>,
  asked: CampaignsAsked,
  { limit, at }: PageWanted,
): Promise<Found<Campaign>> {
  if (Object.values(asked).every((value) => value === undefined)) return adapter.campaigns(api, { limit, at })
  const { audience, status, since, until } = asked
  if (!isSpan(since, until))
    throw invalidRequest({ parameter: 'since', detail: 'since must be before until.' })
  const isFull = adapter.capabilities.fullCampaignLists
  const whole = async (campaign: Campaign): Promise<Campaign> =>
    isFull ? campaign : adapter.campaign(api, campaign.id)
  const endAt = now().getTime() + MAX_MS
  const isLate = (): boolean => now().getTime() > endAt
  return pageOfMatches(
    { limit, at },
    {
      read: (page) =>
        adapter.campaigns(
          api,
          { limit: isFull ? PAGE_SIZE : SHORT_ITEMS_PAGE_SIZE, at: page },
          { audience, status },
        ),
      async match(campaign) {
        if (!mayMatch(campaign, asked)) return undefined
        const described = await whole(campaign)
        return matches(described, asked) ? described : undefined
      },
      endsAfterPage: isLate,
      endsBeforeItem: () => !isFull && isLate(),
    },
  )
}

/** Whether the members that every list has, such as name and status, match. */
function mayMatch({ name, subject, status }: Campaign, asked: CampaignsAsked): boolean {
  if (asked.status !== undefined && status !== asked.status) return false
  const { words } = asked
  return words === undefined || subject === null || [name, subject].some((text) => has(text, words))
}

function matches(campaign: Campaign, { audience, since, until, words }: CampaignsAsked): boolean {
  if (audience !== undefined && !campaign.audienceIds.includes(audience)) return false
  if (words !== undefined && ![campaign.name, campaign.subject ?? ''].some((text) => has(text, words)))
    return false
  if (since === undefined && until === undefined) return true
  const time = Date.parse(campaign.sentAt ?? campaign.scheduledAt ?? campaign.createdAt ?? '')
  // A campaign without a time matches no period.
  return (
    !Number.isNaN(time) &&
    (since === undefined || time >= Date.parse(since)) &&
    (until === undefined || time < Date.parse(until))
  )
}

const has = (text: string, words: string): boolean => comparableText(text).includes(comparableText(words))
