import { hexDigest } from '../../hex-digest.ts'
import type { AccountData, Campaign, Member } from '../account-data.ts'
import type { Delivery } from './deliveries.ts'
import { minutesAfter } from './reports.ts'

interface Detail {
  campaign: Campaign
  dc: string
  deliveries: readonly Delivery[]
  /** A recipient; members that were deleted since stay in the report without a name. */
  user: (hash: string) => Record<string, unknown>
}

/** The recipients and figures of a report: the list member of the response, and its rows. */
export const DETAILS: Readonly<
  Record<
    string,
    {
      member: string
      rows: (detail: Detail) => Record<string, unknown>[]
      /** The row with what happened after `since`; undefined if nothing did. */
      since?: (row: Record<string, unknown>, since: number) => Record<string, unknown> | undefined
      /** Member that a path below the list names. */
      id?: string
    }
  >
> = {
  'click-details': {
    id: 'id',
    member: 'urls_clicked',
    rows: ({ campaign, deliveries }) => clickDetails(campaign, deliveries),
  },
  'open-details': {
    id: 'email_id',
    member: 'members',
    rows: ({ campaign, deliveries, user }) =>
      deliveries
        .filter((delivery) => delivery.opens.length > 0)
        .map((delivery) => {
          const recipient = user(delivery.hash)
          return {
            ...recipient,
            contact_status: recipient['status'],
            opens_count: delivery.opens.length,
            opens: delivery.opens.map((minutes) => ({ timestamp: minutesAfter(campaign, minutes) })),
          }
        }),
    since: (row, since) => keepRecent(row, 'opens', since),
  },
  'sent-to': {
    id: 'email_id',
    member: 'sent_to',
    rows: ({ campaign, deliveries, user }) =>
      deliveries.map((delivery) => ({
        ...user(delivery.hash),
        status: delivery.status,
        open_count: delivery.opens.length,
        last_open: delivery.opens.length > 0 ? minutesAfter(campaign, delivery.opens.at(-1) ?? 0) : '',
        gmt_offset: 0,
      })),
  },
  unsubscribed: {
    id: 'email_id',
    member: 'unsubscribes',
    rows: ({ campaign, deliveries, user }) =>
      deliveries
        .filter((delivery) => delivery.unsubscribed)
        .map((delivery) => ({
          ...user(delivery.hash),
          timestamp: minutesAfter(campaign, delivery.opens[0] ?? 0),
          reason: 'None given',
        })),
  },
  'email-activity': {
    id: 'email_id',
    member: 'emails',
    rows: ({ campaign, deliveries, user }) =>
      deliveries.map((delivery) => ({
        ...user(delivery.hash),
        activity: [
          ...delivery.opens.map((minutes) => ({
            action: 'open',
            timestamp: minutesAfter(campaign, minutes),
          })),
          ...delivery.clicks.map((link) => ({
            action: 'click',
            timestamp: minutesAfter(campaign, (delivery.opens[0] ?? 0) + 1),
            url: campaign.links[link],
          })),
          ...(delivery.status === 'sent'
            ? []
            : [{ action: 'bounce', type: delivery.status, timestamp: minutesAfter(campaign, 1) }]),
        ],
      })),
    since: (row, since) => keepRecent(row, 'activity', since),
  },
  'abuse-reports': {
    id: 'id',
    member: 'abuse_reports',
    rows: ({ campaign, deliveries, user }) =>
      deliveries
        .filter((delivery) => delivery.complained)
        .map((delivery, index) => ({
          ...user(delivery.hash),
          id: index + 1,
          date: minutesAfter(campaign, delivery.opens[0] ?? 0),
        })),
  },
  'domain-performance': { member: 'domains', rows: domainPerformance },
  locations: {
    member: 'locations',
    rows: ({ deliveries }) => {
      const opens = deliveries.filter((delivery) => delivery.opens.length > 0).length
      return opens === 0
        ? []
        : [{ country_code: 'NL', region: 'UT', region_name: 'Utrecht', opens, proxy_excluded_opens: opens }]
    },
  },
}

/** The row with those of its events that happened after `since`; undefined if none did. */
function keepRecent(
  row: Record<string, unknown>,
  name: string,
  since: number,
): Record<string, unknown> | undefined {
  const events: unknown = row[name]
  const recent = Array.isArray(events)
    ? events.filter((event: { timestamp: string }) => Date.parse(event.timestamp) > since)
    : []
  return recent.length > 0 ? { ...row, [name]: recent } : undefined
}

export function describeRecipient(
  campaign: Campaign,
  data: AccountData,
  hash: string,
): Record<string, unknown> {
  const member: Member | undefined = data.lists[campaign.listId]?.members[hash]
  return {
    email_id: hash,
    email_address: member?.email ?? '',
    merge_fields: member?.mergeFields ?? {},
    vip: member?.vip ?? false,
    status: member?.status ?? 'archived',
    list_id: campaign.listId,
    list_is_active: campaign.listId in data.lists,
    campaign_id: campaign.id,
  }
}

function clickDetails(campaign: Campaign, deliveries: readonly Delivery[]): Record<string, unknown>[] {
  const total = deliveries.reduce((sum, delivery) => sum + delivery.clicks.length, 0)
  const clickers = deliveries.filter((delivery) => delivery.clicks.length > 0).length
  return campaign.links.map((url, index) => {
    const clicks = deliveries.reduce(
      (sum, { clicks }) => sum + clicks.filter((link) => link === index).length,
      0,
    )
    const unique = deliveries.filter((delivery) => delivery.clicks.includes(index)).length
    return {
      id: hexDigest('md5', url, 10),
      url,
      total_clicks: clicks,
      click_percentage: total === 0 ? 0 : clicks / total,
      unique_clicks: unique,
      unique_click_percentage: clickers === 0 ? 0 : unique / clickers,
      last_click: clicks === 0 ? '' : minutesAfter(campaign, 2880),
      campaign_id: campaign.id,
    }
  })
}

function domainPerformance({ deliveries, user }: Detail): Record<string, unknown>[] {
  const domains = Map.groupBy(
    deliveries,
    (delivery) => String(user(delivery.hash)['email_address']).split('@')[1] ?? '',
  )
  return [...domains].map(([domain, sent]) => ({
    domain,
    emails_sent: sent.length,
    bounces: sent.filter((delivery) => delivery.status !== 'sent').length,
    opens: sent.filter((delivery) => delivery.opens.length > 0).length,
    clicks: sent.filter((delivery) => delivery.clicks.length > 0).length,
    unsubs: sent.filter((delivery) => delivery.unsubscribed).length,
    delivered: sent.filter((delivery) => delivery.status === 'sent').length,
    emails_pct: sent.length / deliveries.length,
    bounces_pct: sent.filter((delivery) => delivery.status !== 'sent').length / sent.length,
    opens_pct: sent.filter((delivery) => delivery.opens.length > 0).length / sent.length,
    clicks_pct: sent.filter((delivery) => delivery.clicks.length > 0).length / sent.length,
    unsubs_pct: sent.filter((delivery) => delivery.unsubscribed).length / sent.length,
  }))
}
