import type { FastifyInstance } from 'fastify'
import type { Engagement } from '../../fixtures/account-fixture.ts'
import { hexDigest } from '../../random-values.ts'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { AccountData, Campaign } from '../account-data.ts'
import { principalOf, dataFor } from './gate.ts'
import { links, pageOf, select, timestamp, type PageQuery } from './representation.ts'
import { isWithinTimes } from './time-filters.ts'

/** What one member did with one campaign. */
export interface Delivery {
  readonly hash: string
  readonly status: 'sent' | 'hard' | 'soft'
  /** Minutes after sending, one per open. */
  readonly opens: number[]
  /** Indexes of the clicked links, one per click. */
  readonly clicks: number[]
  readonly unsubscribed: boolean
  readonly complained: boolean
}

export interface Activity {
  readonly deliveries: readonly Delivery[]
  readonly delivered: number
  readonly hardBounces: number
  readonly softBounces: number
  readonly opens: number
  readonly uniqueOpens: number
  readonly openRate: number
  readonly clicks: number
  readonly uniqueClicks: number
  readonly clickRate: number
  readonly unsubscribed: number
  readonly complaints: number
}

const activities = new WeakMap<Campaign, Activity>()

/** All figures are derived from the recipients, so that summary and details agree. */
export function activityOf(campaign: Campaign): Activity {
  const known = activities.get(campaign)
  if (known && known.deliveries.length === campaign.recipients.length) return known
  const deliveries = campaign.recipients.map((hash) => deliveryOf(campaign, hash))
  const sum = (of: (delivery: Delivery) => number): number =>
    deliveries.reduce((total, d) => total + of(d), 0)
  const delivered = sum((d) => Number(d.status === 'sent'))
  const uniqueOpens = sum((d) => Number(d.opens.length > 0))
  const uniqueClicks = sum((d) => Number(d.clicks.length > 0))
  const activity: Activity = {
    deliveries,
    delivered,
    hardBounces: sum((d) => Number(d.status === 'hard')),
    softBounces: sum((d) => Number(d.status === 'soft')),
    opens: sum((d) => d.opens.length),
    uniqueOpens,
    openRate: delivered === 0 ? 0 : uniqueOpens / delivered,
    clicks: sum((d) => d.clicks.length),
    uniqueClicks,
    clickRate: delivered === 0 ? 0 : uniqueClicks / delivered,
    unsubscribed: sum((d) => Number(d.unsubscribed)),
    complaints: sum((d) => Number(d.complained)),
  }
  activities.set(campaign, activity)
  return activity
}

function deliveryOf(campaign: Campaign, hash: string): Delivery {
  if (campaign.engagement) return deliveryOfFixture(campaign.engagement, hash)
  const digest = hexDigest('md5', `${campaign.id}${hash}`)
  const share = (at: number): number => Number.parseInt(digest.slice(at, at + 4), 16) / 65_536
  const status = share(0) < 0.006 ? 'hard' : share(0) < 0.014 ? 'soft' : 'sent'
  const opened = status === 'sent' && share(4) < 0.42
  const clicked = opened && share(8) < 0.18 && campaign.links.length > 0
  const times = opened ? 1 + Math.floor(share(12) ** 4 * 5) : 0
  return {
    hash,
    status,
    opens: Array.from({ length: times }, (_, index) => Math.floor(share(16) ** 2 * 2880) + index * 67),
    clicks: clicked
      ? Array.from(
          { length: 1 + Math.floor(share(20) * 2) },
          (_, i) => (i + Math.floor(share(24) * 3)) % campaign.links.length,
        )
      : [],
    unsubscribed: opened && share(28) < 0.006,
    complained: opened && share(28) > 0.9995,
  }
}

function deliveryOfFixture({ opened, clicked }: Engagement, hash: string): Delivery {
  const hasClicked = clicked.includes(hash)
  return {
    hash,
    status: 'sent',
    // Who clicks has opened.
    opens: hasClicked || opened.includes(hash) ? [60] : [],
    clicks: hasClicked ? [0] : [],
    unsubscribed: false,
    complained: false,
  }
}

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
    const sent = Object.values(data.campaigns).filter(
      (campaign) =>
        campaign.status === 'sent' &&
        (!type || campaign.type === type) &&
        isWithinTimes(request.query, { send_time: campaign.sendTime }),
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
  const lastOpen = Math.max(0, ...activity.deliveries.flatMap((delivery) => delivery.opens))
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
    timeseries: timeseriesOf(campaign, activity),
    ecommerce: ecommerceOf(campaign, data),
    delivery_status: { enabled: false },
    _links: links(dc, `/reports/${campaign.id}`),
  }
}

/** Of the orders in the account's stores that name the campaign. */
function ecommerceOf({ id }: Campaign, { resources = {} }: AccountData) {
  const orders = Object.entries(resources)
    .filter(([path]) => /^\/ecommerce\/stores\/[^/]+\/orders$/.test(path))
    .flatMap(([, items]) => items.filter(({ campaign_id }) => campaign_id === id))
  const total = orders.reduce((sum, { order_total }) => sum + Number(order_total ?? 0), 0)
  const given = orders[0]?.['currency_code']
  const currency_code = typeof given === 'string' ? given : 'EUR'
  return { total_orders: orders.length, total_spent: total, total_revenue: total, currency_code }
}

function timeseriesOf(campaign: Campaign, activity: Activity): Record<string, unknown>[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const inHour = (delivery: Delivery): boolean => Math.floor((delivery.opens[0] ?? -1) / 60) === hour
    const opened = activity.deliveries.filter(inHour)
    return {
      timestamp: minutesAfter(campaign, hour * 60),
      emails_sent: hour === 0 ? campaign.recipients.length : 0,
      unique_opens: opened.length,
      recipients_clicks: opened.filter((delivery) => delivery.clicks.length > 0).length,
    }
  })
}
