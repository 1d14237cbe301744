import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import type { AccountData, Campaign } from '../account-data.ts'
import { countsOf, whoDid, type Kind } from '../data/tracking.ts'
import { campaignByActivity } from './campaigns.ts'
import { dataFor, pageOf } from './gate.ts'
import { Refusal } from './refusal.ts'

const TRACKING: Readonly<Record<string, { type: string; kind: Kind | 'didnotopens' }>> = {
  sends: { type: 'em_sends', kind: 'sends' },
  opens: { type: 'em_opens', kind: 'opens' },
  unique_opens: { type: 'em_opens', kind: 'opens' },
  didnotopens: { type: 'em_not_opened', kind: 'didnotopens' },
  clicks: { type: 'em_clicks', kind: 'clicks' },
  forwards: { type: 'em_forwards', kind: 'forwards' },
  optouts: { type: 'em_optouts', kind: 'optouts' },
  bounces: { type: 'em_bounces', kind: 'bounces' },
}

/** Members that only some kinds have. */
const MORE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  opens: { device_type: 'computer' },
  unique_opens: { device_type: 'computer' },
  clicks: { device_type: 'computer', url_id: '1', link_url: 'https://example.com/shop' },
  optouts: { opt_out_reason: '' },
  bounces: { bounce_code: 'B' },
}

const sent = (data: AccountData): Campaign[] =>
  Object.values(data.campaigns).filter(({ sentAt }) => sentAt !== null)

export function registerReports(server: FastifyInstance, world: World): void {
  registerSummaries(server, world)
  registerStats(server, world)
  registerTracking(server, world)
}

function registerSummaries(server: FastifyInstance, world: World): void {
  server.get('/reports/summary_reports/email_campaign_summaries', (request) => {
    const all = sent(dataFor(world, request))
    const { items, _links } = pageOf(request, all, { standard: 50, most: 500 })
    const total = (kind: Kind | 'not_opened'): number =>
      all.reduce((sum, campaign) => sum + countsOf(campaign)[kind], 0)
    const percent = (kind: Kind | 'not_opened'): number =>
      Math.round((total(kind) / Math.max(total('sends'), 1)) * 1000) / 10
    return {
      bulk_email_campaign_summaries: items.map((campaign) => ({
        campaign_id: campaign.campaign_id,
        campaign_type: 'NEWSLETTER',
        last_sent_date: campaign.sentAt,
        unique_counts: countsOf(campaign),
      })),
      aggregate_percents: {
        click: percent('clicks'),
        open: percent('opens'),
        did_not_open: percent('not_opened'),
        bounce: percent('bounces'),
        unsubscribe: percent('optouts'),
      },
      _links,
    }
  })
}

/** The last members of the URLs differ: a campaign has one statistic, its activity more figures. */
function registerStats(server: FastifyInstance, world: World): void {
  // One unknown ID makes the whole call a 404, whose body is an object.
  const results = <T>(
    ids: string,
    statsOf: (id: string) => T | undefined,
  ): { results: T[]; errors: never[] } => {
    const found = ids.split(',').map((id) => {
      const stats = statsOf(id)
      if (!stats) throw new Refusal(404, 'stats.not_found', `No campaign ${id}.`, 'object')
      return stats
    })
    return { results: found, errors: [] }
  }
  server.get<{ Params: { ids: string } }>('/reports/stats/email_campaigns/:ids', (request) => {
    const { campaigns } = dataFor(world, request)
    return results(request.params.ids, (id) => {
      const campaign = campaigns[id]
      if (!campaign) return undefined
      const last_refresh_time = world.clock.now().toISOString()
      return { campaign_id: id, stats: statsOf(campaign), percents: percentsOf(campaign), last_refresh_time }
    })
  })
  server.get<{ Params: { ids: string } }>('/reports/stats/email_campaign_activities/:ids', (request) => {
    const all = Object.values(dataFor(world, request).campaigns)
    return results(request.params.ids, (id) => {
      const campaign = all.find(({ campaign_activity_id }) => campaign_activity_id === id)
      if (!campaign) return undefined
      const { abuse, bounces } = countsOf(campaign)
      const kinds = ['blocked', 'mailbox_full', 'other', 'suspended', 'undeliverable', 'vacation']
      return {
        campaign_id: campaign.campaign_id,
        campaign_activity_id: id,
        stats: {
          ...statsOf(campaign),
          em_abuse: abuse,
          em_bounces_nonexistent_address: bounces,
          ...Object.fromEntries(kinds.map((kind) => [`em_bounces_${kind}`, 0])),
        },
        last_refresh_time: world.clock.now().toISOString(),
      }
    })
  })
}

function statsOf(campaign: Campaign): Record<string, number> {
  const { sends, opens, clicks, bounces, optouts, forwards, not_opened } = countsOf(campaign)
  const allOpens = Math.round(opens * 1.4)
  const allClicks = Math.round(clicks * 1.3)
  // Every open and click is from a computer.
  const devices = ['mobile', 'tablet', 'other', 'none']
  const others = devices.flatMap((device) => [
    [`em_opens_all_${device}`, 0],
    [`em_clicks_all_${device}`, 0],
  ])
  return {
    em_sends: sends,
    em_opens: opens,
    em_opens_all: allOpens,
    em_opens_all_computer: allOpens,
    em_clicks: clicks,
    em_clicks_all: allClicks,
    em_clicks_all_computer: allClicks,
    em_bounces: bounces,
    em_optouts: optouts,
    em_forwards: forwards,
    em_not_opened: not_opened,
    ...Object.fromEntries(others),
  }
}

function percentsOf(campaign: Campaign): Record<string, number> {
  const { sends, opens, clicks, bounces, optouts, not_opened } = countsOf(campaign)
  const percent = (count: number): number => (sends ? Math.round((count / sends) * 1000) / 10 : 0)
  return {
    open: percent(opens),
    click: percent(clicks),
    bounce: percent(bounces),
    unsubscribe: percent(optouts),
    did_not_open: percent(not_opened),
    desktop_open: opens ? 100 : 0,
    desktop_click: clicks ? 100 : 0,
    mobile_open: 0,
    mobile_click: 0,
  }
}

/** The contacts by activity, one list for each kind. */
function registerTracking(server: FastifyInstance, world: World): void {
  for (const [name, { type, kind }] of Object.entries(TRACKING))
    server.get<{ Params: { id: string }; Querystring: { url_id?: string; bounce_code?: string } }>(
      `/reports/email_reports/:id/tracking/${name}`,
      (request) => {
        const data = dataFor(world, request)
        const campaign = campaignByActivity(data, request.params.id)
        const opened = new Set(whoDid(campaign, 'opens'))
        const who =
          kind === 'didnotopens'
            ? campaign.recipients.filter((id) => !opened.has(id))
            : whoDid(campaign, kind)
        // Every click is on the first link; every bounce is for a nonexistent address.
        const { url_id: url = '1', bounce_code: code = 'B' } = request.query
        const kept = url === '1' && code === 'B' ? who : []
        const { items, _links } = pageOf(request, kept, { standard: 50, most: 500 })
        const more = MORE[name] ?? {}
        const tracking_activities = items.map((contact_id) => ({
          contact_id,
          campaign_activity_id: campaign.campaign_activity_id,
          tracking_activity_type: type,
          email_address: data.contacts[contact_id]?.address ?? '',
          first_name: data.contacts[contact_id]?.first_name ?? '',
          last_name: data.contacts[contact_id]?.last_name ?? '',
          created_time: campaign.sentAt ?? campaign.updated_at,
          ...(data.contacts[contact_id]?.deleted_at && { deleted_at: data.contacts[contact_id].deleted_at }),
          ...more,
        }))
        return { tracking_activities, _links }
      },
    )
  server.get<{ Params: { id: string } }>('/reports/email_reports/:id/links', (request) => {
    const campaign = campaignByActivity(dataFor(world, request), request.params.id)
    const clicks = whoDid(campaign, 'clicks').length
    return {
      campaign_activity_id: campaign.campaign_activity_id,
      link_click_counts: ['https://example.com/shop', 'https://example.com/about'].map((link_url, index) => ({
        link_url,
        url_id: String(index + 1),
        unique_clicks: index === 0 ? Math.ceil(clicks * 0.7) : Math.floor(clicks * 0.3),
        list_action: 'none',
        link_tag: '',
      })),
    }
  })
}
