import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { Engagement } from '../adapter.ts'
import type { Found, PageWanted } from '../page.ts'
import type { ProviderApi } from '../provider-api.ts'
import { pageOfLists, pageOfMatches } from '../read-lists.ts'
import { activitiesIn, activityNamed } from '../recipient-lists.ts'
import type { CampaignRecipient, ContactActivity, RecipientActivity } from '../../model/schemas.ts'
import { count, id, maybeText, maybeTime } from '../shapes.ts'
import { numberAt, segment } from '../values.ts'
import { memberPath } from './members.ts'

/* https://mailchimp.com/developer/marketing/api/reports/ */

const recipient = z.object({ email_id: id, email_address: maybeText })

const NOTHING_MORE = { url: null, bounceType: null, reason: null } as const

function describe(
  activity: RecipientActivity,
  { email_id, email_address }: z.output<typeof recipient>,
  at: string | null,
): CampaignRecipient {
  return { contactId: email_id, email: email_address, activity, at, ...NOTHING_MORE }
}

const sentTo = recipient.extend({
  status: z.enum(['sent', 'hard', 'soft']),
  open_count: count,
})

type Describe<T> = (row: T) => CampaignRecipient | CampaignRecipient[] | null

interface Report {
  readonly path: string
  readonly member: string
  readonly fields: string
}

/** One page of a part of a report. Rows for which `describeRow` returns null are omitted, so a page can be short. */
async function reportPage<S extends z.ZodType>(
  api: ProviderApi,
  { path, member, fields }: Report,
  row: S,
  { limit, at }: PageWanted,
  describeRow: Describe<z.output<S>>,
): Promise<Found<CampaignRecipient>> {
  const offset = numberAt(at)
  const { rows, total } = await api.get(
    `/3.0/reports/${path}`,
    z
      .looseObject({ total_items: count })
      .transform((body) => ({ rows: body[member], total: body.total_items }))
      .pipe(z.object({ rows: z.array(row), total: count })),
    { count: limit, offset, fields: `total_items,${fields.replaceAll(/[\w.]+/g, `${member}.$&`)}` },
  )
  const end = offset + rows.length
  return {
    items: rows.flatMap((one) => describeRow(one) ?? []),
    next: rows.length > 0 && end < total ? String(end) : null,
  }
}

type List = (api: ProviderApi, campaign: string, page: PageWanted) => Promise<Found<CampaignRecipient>>

const ADDRESS = 'email_id,email_address'

const recipientsPage = (
  api: ProviderApi,
  campaign: string,
  page: PageWanted,
  describeRow: Describe<z.output<typeof sentTo>>,
): Promise<Found<CampaignRecipient>> =>
  reportPage(
    api,
    { path: `${campaign}/sent-to`, member: 'sent_to', fields: `${ADDRESS},status,open_count` },
    sentTo,
    page,
    describeRow,
  )

/** The provider's maximum page size, and how many such pages one request reads. */
const RECIPIENTS_AT_ONCE = 1000
const MAX_RECIPIENT_PAGES = 10

/** The recipients that `describeRow` wants. They can be few among many: pages are read until there are enough. */
const amongRecipients =
  (describeRow: Describe<z.output<typeof sentTo>>): List =>
  (api, campaign, page) => {
    let pages = 0
    return pageOfMatches(page, {
      read: (at) => recipientsPage(api, campaign, { limit: RECIPIENTS_AT_ONCE, at }, describeRow),
      match: (recipient) => recipient,
      endsAfterPage: () => ++pages >= MAX_RECIPIENT_PAGES,
    })
  }

const LISTS = {
  sent: (api, campaign, page) => recipientsPage(api, campaign, page, (row) => describe('sent', row, null)),

  not_opened: amongRecipients((row) =>
    row.status === 'sent' && row.open_count === 0 ? describe('not_opened', row, null) : null,
  ),

  bounced: amongRecipients((row) =>
    row.status === 'sent' ? null : { ...describe('bounced', row, null), bounceType: row.status },
  ),

  opened: (api, campaign, page) =>
    reportPage(
      api,
      { path: `${campaign}/open-details`, member: 'members', fields: `${ADDRESS},opens` },
      recipient.extend({ opens: z.array(z.object({ timestamp: maybeTime })) }),
      page,
      (row) => describe('opened', row, row.opens.at(-1)?.timestamp ?? null),
    ),

  clicked: listClicks,

  unsubscribed: (api, campaign, page) =>
    reportPage(
      api,
      { path: `${campaign}/unsubscribed`, member: 'unsubscribes', fields: `${ADDRESS},timestamp,reason` },
      recipient.extend({ timestamp: maybeTime, reason: maybeText }),
      page,
      (row) => ({ ...describe('unsubscribed', row, row.timestamp), reason: row.reason }),
    ),

  complained: (api, campaign, page) =>
    reportPage(
      api,
      { path: `${campaign}/abuse-reports`, member: 'abuse_reports', fields: `${ADDRESS},date` },
      recipient.extend({ date: maybeTime }),
      page,
      (row) => describe('complained', row, row.date),
    ),
} as const satisfies Readonly<Record<RecipientActivity, List>>

export const RECIPIENT_ACTIVITIES = activitiesIn(LISTS)

const MAX_LINKS = 1000

/** Clicks are listed per link, so one link's clicks follow the other's. */
async function listClicks(
  api: ProviderApi,
  campaign: string,
  page: PageWanted,
): Promise<Found<CampaignRecipient>> {
  const shape = z.object({ urls_clicked: z.array(z.object({ id, url: z.string(), total_clicks: count })) })
  const { urls_clicked } = await api.get(`/3.0/reports/${campaign}/click-details`, shape, {
    count: MAX_LINKS,
    fields: 'urls_clicked.id,urls_clicked.url,urls_clicked.total_clicks',
  })
  const clicked = urls_clicked.filter(({ total_clicks }) => total_clicks > 0)
  return pageOfLists(clicked, page, (link, wanted) =>
    reportPage(
      api,
      { path: `${campaign}/click-details/${segment(link.id)}/members`, member: 'members', fields: ADDRESS },
      recipient,
      wanted,
      (row) => ({ ...describe('clicked', row, null), url: link.url }),
    ),
  )
}

const ACTIVITIES = {
  sent: 'sent',
  open: 'opened',
  click: 'clicked',
  bounce: 'bounced',
  unsub: 'unsubscribed',
} as const satisfies Readonly<Record<string, RecipientActivity>>

const feedItem = z.object({
  activity_type: z.string(),
  created_at_timestamp: maybeTime,
  campaign_id: maybeText,
  campaign_title: maybeText,
  link_clicked: maybeText,
  bounce_type: z.enum(['hard', 'soft']).nullish(),
})

function describeFeedItem(item: z.output<typeof feedItem>): ContactActivity[] {
  const { activity_type: type, created_at_timestamp: at, campaign_id, campaign_title } = item
  const activity = activityNamed(ACTIVITIES, type)
  if (activity === undefined) return []
  return [
    {
      activity,
      campaignId: campaign_id,
      campaignName: campaign_title,
      at,
      url: item.link_clicked,
      bounceType: item.bounce_type ?? null,
    },
  ]
}

/** When a contact last unsubscribed through a campaign: null if the time is unknown, undefined if it never did. @param path of the contact */
export async function lastUnsubscribedAt(api: ProviderApi, path: string): Promise<string | null | undefined> {
  const shape = z.object({ activity: z.array(feedItem) })
  const query = { count: 1, activity_filters: 'unsub', exclude_fields: '_links' }
  const [latest] = (await api.get(`${path}/activity-feed`, shape, query)).activity
  return latest?.created_at_timestamp
}

export const engagement: Engagement = {
  campaignRecipients: (api, campaign, activity, page) => LISTS[activity](api, segment(campaign), page),

  async contactActivity(api, { audience, contact }, { limit, at }) {
    if (audience === null) throw new ProblemError('audience_required')
    const offset = numberAt(at)
    const { activity } = await api.get(
      `${memberPath(audience, contact)}/activity-feed`,
      z.object({ activity: z.array(feedItem) }),
      { count: limit, offset, activity_filters: Object.keys(ACTIVITIES).join(), exclude_fields: '_links' },
    )
    // The feed has no total: a page that is not full is the last one.
    const next = activity.length === limit ? String(offset + limit) : null
    return { items: activity.flatMap(describeFeedItem), next }
  },
}
