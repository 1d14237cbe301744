import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { refusals } from './refusal.ts'
import type { AccountData, Campaign } from '../account-data.ts'
import { whoDid, type Kind } from '../data/tracking.ts'
import { dataFor, pageOf } from './gate.ts'

interface One {
  Params: { id: string }
  Querystring: {
    start?: string
    end?: string
    tracking_activity_type?: string
    include_campaign_activity_names?: string
  }
}

const TYPES: readonly (readonly [type: string, kind: Kind])[] = [
  ['em_sends', 'sends'],
  ['em_opens', 'opens'],
  ['em_clicks', 'clicks'],
  ['em_forwards', 'forwards'],
  ['em_optouts', 'optouts'],
  ['em_bounces', 'bounces'],
]

/** Reports of one contact. */
export function registerContactReports(server: FastifyInstance, world: World): void {
  const path = '/reports/contact_reports/:id'
  server.get<One>(`${path}/activity_details`, (request) => {
    const data = dataFor(world, request)
    const { id } = request.params
    const { tracking_activity_type: wanted, include_campaign_activity_names: names } = request.query
    const all = campaignsOf(data, id).flatMap((campaign) =>
      TYPES.filter(([type, kind]) => (!wanted || type === wanted) && whoDid(campaign, kind).includes(id)).map(
        ([type]) => ({
          contact_id: id,
          campaign_activity_id: campaign.campaign_activity_id,
          created_time: campaign.sentAt ?? '',
          tracking_activity_type: type,
          ...(names === 'true' && { campaign_activity_name: campaign.name }),
        }),
      ),
    )
    const { items, _links } = pageOf(request, all, { standard: 100, most: 100 })
    return { tracking_activities: items, _links }
  })
  server.get<One>(`${path}/open_and_click_rates`, (request) => {
    const { id } = request.params
    const campaigns = campaignsOf(dataFor(world, request), id, request.query)
    const rate = (kind: Kind): number =>
      campaigns.filter((campaign) => whoDid(campaign, kind).includes(id)).length /
      Math.max(1, campaigns.length)
    return {
      contact_id: id,
      included_activities_count: campaigns.length,
      average_open_rate: rate('opens'),
      average_click_rate: rate('clicks'),
    }
  })
  server.get<One>(`${path}/activity_summary`, (request) => {
    const { id } = request.params
    const campaign_activities = campaignsOf(dataFor(world, request), id, request.query).map((campaign) => {
      const did = (kind: Kind): number => Number(whoDid(campaign, kind).includes(id))
      return {
        campaign_activity_id: campaign.campaign_activity_id,
        start_on: campaign.sentAt ?? '',
        em_sends: did('sends'),
        em_opens: did('opens'),
        em_clicks: did('clicks'),
        em_forwards: did('forwards'),
        em_unsubscribes: did('optouts'),
        em_bounces: did('bounces'),
      }
    })
    return { contact_id: id, campaign_activities, _links: {} }
  })
}

/** The campaigns that the contact received, within these times. @throws Refusal 404 */
function campaignsOf(
  data: AccountData,
  id: string,
  { start, end }: { start?: string; end?: string } = {},
): Campaign[] {
  if (!data.contacts[id]) throw refusals.notFound('contacts')
  return Object.values(data.campaigns).filter(({ sentAt, recipients }) => {
    const at = Date.parse(sentAt ?? '')
    return (
      recipients.includes(id) &&
      !Number.isNaN(at) &&
      (start === undefined || at >= Date.parse(start)) &&
      (end === undefined || at <= Date.parse(end))
    )
  })
}
