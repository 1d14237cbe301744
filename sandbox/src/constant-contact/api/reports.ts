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

function registerStats(server: FastifyInstance, world: World): void {
  // One unknown ID makes the whole call a 404, with an object as body.
  server.get<{ Params: { ids: string } }>('/reports/stats/email_campaigns/:ids', (request) => {
    const { campaigns } = dataFor(world, request)
    const results = request.params.ids.split(',').map((id) => {
      const campaign = campaigns[id]
      if (!campaign) throw new Refusal(404, 'stats.not_found', `No campaign ${id}.`, 'object')
      const { sends, opens, clicks, bounces, optouts, forwards, not_opened } = countsOf(campaign)
      return {
        campaign_id: id,
        stats: {
          em_sends: sends,
          em_opens: opens,
          em_opens_all: Math.round(opens * 1.4),
          em_clicks: clicks,
          em_clicks_all: Math.round(clicks * 1.3),
          em_bounces: bounces,
          em_optouts: optouts,
          em_forwards: forwards,
          em_not_opened: not_opened,
        },
        percents: { open: sends ? Math.round((opens / sends) * 1000) / 10 : 0 },
        last_refresh_time: world.clock.now().toISOString(),
      }
    })
    return { results, errors: [] }
  })
}

/** Who did what, one list for each kind. */
function registerTracking(server: FastifyInstance, world: World): void {
  for (const [name, { type, kind }] of Object.entries(TRACKING))
    server.get<{ Params: { id: string } }>(`/reports/email_reports/:id/tracking/${name}`, (request) => {
      const data = dataFor(world, request)
      const campaign = campaignByActivity(data, request.params.id)
      const opened = new Set(whoDid(campaign, 'opens'))
      const who =
        kind === 'didnotopens' ? campaign.recipients.filter((id) => !opened.has(id)) : whoDid(campaign, kind)
      const { items, _links } = pageOf(request, who, { standard: 50, most: 500 })
      const tracking_activities = items.map((contact_id) => ({
        contact_id,
        campaign_activity_id: campaign.campaign_activity_id,
        tracking_activity_type: type,
        email_address: data.contacts[contact_id]?.address,
        device_type: 'computer',
        created_time: campaign.sentAt,
        deleted_at: null,
      }))
      return { tracking_activities, _links }
    })
  server.get<{ Params: { id: string } }>('/reports/email_reports/:id/links', (request) => {
    const campaign = campaignByActivity(dataFor(world, request), request.params.id)
    const clicks = whoDid(campaign, 'clicks').length
    return {
      link_click_counts: ['https://example.com/shop', 'https://example.com/about'].map((link_url, index) => ({
        link_url,
        url_id: String(index + 1),
        unique_clicks: index === 0 ? Math.ceil(clicks * 0.7) : Math.floor(clicks * 0.3),
        list_action: 'none',
        list_id: null,
        link_tag: '',
      })),
    }
  })
}
