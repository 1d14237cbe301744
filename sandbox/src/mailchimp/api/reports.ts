import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { AccountData, Campaign } from '../account-data.ts'
import { activityOf } from './activity.ts'
import { deliveriesOf, type Delivery } from './deliveries.ts'
import { principalOf, dataFor } from './gate.ts'
import { links, pageOf, select, timestamp, type PageQuery } from './representation.ts'
import { filterOfTimes } from './time-filter.ts'

/** A time, given in minutes after sending. */
export function minutesAfter(campaign: Campaign, minutes: number): string {
  return timestamp(new Date(Date.parse(campaign.sendTime ?? '') + minutes * 60_000).toISOString())
}

export function sentCampaignOf(data: AccountData, id: string): Campaign {
  const campaign = data.campaigns[id]
  if (campaign?.status !== 'sent') throw problems.notFound()
  return campaign
}

/** `/reports`: one per sent campaign. Rates are fractions from 0 to 1 here. */
export function registerReports(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: PageQuery & { type?: string } }>('/reports', (request) => {
    const data = dataFor(world, request)
    const dc = principalOf(request).account.dataCenter
    const { type } = request.query
    const isInTime = filterOfTimes<Campaign>(request.query, { send_time: ({ sendTime }) => sendTime })
    const sent = Object.values(data.campaigns).filter(
      (campaign) => campaign.status === 'sent' && (!type || campaign.type === type) && isInTime(campaign),
    )
    return select(
      {
        reports: pageOf(sent, request.query).map((campaign) => describeReport(campaign, data, dc)),
        total_items: sent.length,
        _links: links(dc, '/reports'),
      },
      request.query,
    )
  })

  server.get<{ Params: { campaignId: string }; Querystring: PageQuery }>(
    '/reports/:campaignId',
    (request) => {
      const data = dataFor(world, request)
      const campaign = sentCampaignOf(data, request.params.campaignId)
      return select(describeReport(campaign, data, principalOf(request).account.dataCenter), request.query)
    },
  )
}

export function describeReport(campaign: Campaign, data: AccountData, dc: string): Record<string, unknown> {
  const activity = activityOf(campaign)
  const lastOpen = Math.max(0, ...deliveriesOf(campaign).flatMap((delivery) => delivery.opens))
  return {
    id: campaign.id,
    campaign_title: campaign.settings['title'],
    type: campaign.type,
    list_id: campaign.listId,
    list_is_active: campaign.listId in data.lists,
    list_name: data.lists[campaign.listId]?.name ?? '',
    subject_line: campaign.settings['subject_line'],
    preview_text: campaign.settings['preview_text'] ?? '',
    emails_sent: campaign.recipients.length,
    abuse_reports: activity.complaints,
    unsubscribed: activity.unsubscribed,
    send_time: timestamp(campaign.sendTime),
    bounces: { hard_bounces: activity.hardBounces, soft_bounces: activity.softBounces, syntax_errors: 0 },
    forwards: { forwards_count: 0, forwards_opens: 0 },
    opens: {
      opens_total: activity.opens,
      unique_opens: activity.uniqueOpens,
      open_rate: activity.openRate,
      last_open: activity.opens > 0 ? minutesAfter(campaign, lastOpen) : '',
    },
    clicks: {
      clicks_total: activity.clicks,
      unique_clicks: activity.uniqueClicks,
      unique_subscriber_clicks: activity.uniqueClicks,
      click_rate: activity.clickRate,
      last_click: activity.clicks > 0 ? minutesAfter(campaign, lastOpen) : '',
    },
    industry_stats: {
      type: 'Restaurant and Venue',
      open_rate: 0.2139,
      click_rate: 0.0122,
      bounce_rate: 0.0058,
    },
    list_stats: {
      sub_rate: 4,
      unsub_rate: 1,
      open_rate: activity.openRate * 100,
      click_rate: activity.clickRate * 100,
    },
    timeseries: timeseriesOf(campaign),
    ecommerce: ecommerceOf(campaign, data),
    delivery_status: { enabled: false },
    _links: links(dc, `/reports/${campaign.id}`),
  }
}

/** Revenue of the orders in the account's stores that name the campaign. */
function ecommerceOf({ id }: Campaign, { resources = {} }: AccountData) {
  const orders = Object.entries(resources)
    .filter(([path]) => /^\/ecommerce\/stores\/[^/]+\/orders$/.test(path))
    .flatMap(([, items]) => items.filter(({ campaign_id }) => campaign_id === id))
  const total = orders.reduce((sum, { order_total }) => sum + Number(order_total ?? 0), 0)
  const given = orders[0]?.['currency_code']
  const currency_code = typeof given === 'string' ? given : 'EUR'
  return { total_orders: orders.length, total_spent: total, total_revenue: total, currency_code }
}

function timeseriesOf(campaign: Campaign): Record<string, unknown>[] {
  const deliveries = deliveriesOf(campaign)
  return Array.from({ length: 24 }, (_, hour) => {
    const inHour = (delivery: Delivery): boolean => Math.floor((delivery.opens[0] ?? -1) / 60) === hour
    const opened = deliveries.filter(inHour)
    return {
      timestamp: minutesAfter(campaign, hour * 60),
      emails_sent: hour === 0 ? campaign.recipients.length : 0,
      unique_opens: opened.length,
      recipients_clicks: opened.filter((delivery) => delivery.clicks.length > 0).length,
    }
  })
}
