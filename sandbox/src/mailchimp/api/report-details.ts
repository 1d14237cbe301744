import type { FastifyInstance } from 'fastify'
import { hexDigest } from '../../random-values.ts'
import type { World } from '../../world.ts'
import type { AccountData, Campaign, Member } from '../account-data.ts'
import { principalOf, dataFor } from './gate.ts'
import { activityOf, minutesAfter, sentCampaignOf, type Delivery } from './reports.ts'
import { links, pageOf, select, type PageQuery } from './representation.ts'

interface Detail {
  campaign: Campaign
  deliveries: readonly Delivery[]
  /** A recipient; members that were deleted since stay in the report without a name. */
  user: (hash: string) => Record<string, unknown>
}

/** The people and the figures behind a report: the member of the response that lists them, and its rows. */
const DETAILS: Readonly<
  Record<string, { member: string; rows: (detail: Detail) => Record<string, unknown>[] }>
> = {
  'click-details': {
    member: 'urls_clicked',
    rows: ({ campaign, deliveries }) => clickDetails(campaign, deliveries),
  },
  'open-details': {
    member: 'members',
    rows: ({ campaign, deliveries, user }) =>
      deliveries
        .filter((delivery) => delivery.opens.length > 0)
        .map((delivery) => ({
          ...user(delivery.hash),
          contact_status: user(delivery.hash)['status'],
          opens_count: delivery.opens.length,
          opens: delivery.opens.map((minutes) => ({ timestamp: minutesAfter(campaign, minutes) })),
        })),
  },
  'sent-to': {
    member: 'sent_to',
    rows: ({ campaign, deliveries, user }) =>
      deliveries.map((delivery) => ({
        ...user(delivery.hash),
        status: delivery.status,
        open_count: delivery.opens.length,
        last_open: delivery.opens.length > 0 ? minutesAfter(campaign, delivery.opens.at(-1) ?? 0) : '',
        absplit_group: '',
        gmt_offset: 0,
      })),
  },
  unsubscribed: {
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
  },
  'abuse-reports': {
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

/** One list for each sub-resource of a report. */
export function registerReportDetails(server: FastifyInstance, world: World): void {
  for (const [name, { member, rows }] of Object.entries(DETAILS))
    server.get<{ Params: { campaignId: string }; Querystring: PageQuery }>(
      `/reports/:campaignId/${name}`,
      (request) => {
        const data = dataFor(world, request)
        const campaign = sentCampaignOf(data, request.params.campaignId)
        const { deliveries, opens } = activityOf(campaign)
        const all = rows({ campaign, deliveries, user: (hash) => describePerson(campaign, data, hash) })
        const body = {
          [member]: pageOf(all, request.query),
          campaign_id: campaign.id,
          ...(name === 'open-details' && { total_opens: opens }),
          ...(name === 'domain-performance' && { total_sent: campaign.recipients.length }),
          total_items: all.length,
          _links: links(principalOf(request).account.dataCenter, `/reports/${campaign.id}/${name}`),
        }
        return select(body, request.query)
      },
    )
}

function describePerson(campaign: Campaign, data: AccountData, hash: string): Record<string, unknown> {
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
  }))
}
