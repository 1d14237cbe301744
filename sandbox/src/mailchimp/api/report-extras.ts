import type { FastifyInstance } from 'fastify'
import { hexDigest } from '../../hex-digest.ts'
import type { World } from '../../world.ts'
import type { AccountData, Campaign } from '../account-data.ts'
import { problems } from '../problem.ts'
import { dataFor, principalOf } from './gate.ts'
import { activityOf } from './activity.ts'
import { deliveriesOf } from './deliveries.ts'
import { describeReport, sentCampaignOf } from './reports.ts'
import { links, pageOf, select, type PageQuery } from './representation.ts'

interface One {
  Params: { campaignId: string; linkId: string; member: string }
  Querystring: PageQuery
}

/** Parts of a report: who clicked a link, and the parts that are empty without variants, a shop and tweets. */
export function registerReportExtras(server: FastifyInstance, world: World): void {
  registerClickers(server, world)
  const register = (
    name: string,
    answer: (campaign: Campaign, data: AccountData, dc: string) => object,
  ): void => {
    server.get<One>(`/reports/:campaignId/${name}`, (request) => {
      const data = dataFor(world, request)
      const dc = principalOf(request).account.dataCenter
      const campaign = sentCampaignOf(data, request.params.campaignId)
      return select(
        { ...answer(campaign, data, dc), _links: links(dc, `/reports/${campaign.id}/${name}`) },
        request.query,
      )
    })
  }
  register('advice', (campaign) => {
    const { openRate } = activityOf(campaign)
    const message =
      openRate > 0.2
        ? 'Your open rate is above the average of your industry.'
        : 'Your open rate is below the average of your industry.'
    return {
      advice: [{ type: openRate > 0.2 ? 'positive' : 'negative', message }],
      campaign_id: campaign.id,
      total_items: 1,
    }
  })
  register('sub-reports', (campaign, data, dc) => {
    const children = Object.values(data.campaigns).filter(
      ({ settings, status }) => status === 'sent' && settings['parent_campaign_id'] === campaign.id,
    )
    const reports = children.map((child) => describeReport(child, data, dc))
    return { reports, campaign_id: campaign.id, total_items: reports.length }
  })
  register('ecommerce-product-activity', () => ({ products: [], total_items: 0 }))
  register('eepurl', (campaign) => ({
    eepurl: `https://eepurl.example.com/${campaign.id}`,
    twitter: { tweets: 0, first_tweet: '', last_tweet: '', retweets: 0, statuses: [] },
    clicks: { clicks: 0, first_click: '', last_click: '', locations: [] },
    referrers: [],
    campaign_id: campaign.id,
    total_items: 0,
  }))
}

function registerClickers(server: FastifyInstance, world: World): void {
  const rowsOf = (request: Parameters<typeof dataFor>[1] & { params: One['Params'] }) => {
    const data = dataFor(world, request)
    const campaign = sentCampaignOf(data, request.params.campaignId)
    const { linkId } = request.params
    const link = campaign.links.findIndex((url) => linkIdOf(url) === linkId)
    if (link === -1) throw problems.notFound()
    const dc = principalOf(request).account.dataCenter
    const path = `/reports/${campaign.id}/click-details/${linkId}/members`
    const list = data.lists[campaign.listId]
    const rows = deliveriesOf(campaign)
      .filter(({ clicks }) => clicks.includes(link))
      .map(({ hash, clicks }) => {
        const member = list?.members[hash]
        return {
          email_id: hash,
          email_address: member?.email ?? '',
          merge_fields: member?.mergeFields ?? {},
          vip: member?.vip ?? false,
          clicks: clicks.filter((clicked) => clicked === link).length,
          campaign_id: campaign.id,
          url_id: linkId,
          list_id: campaign.listId,
          list_is_active: list !== undefined,
          contact_status: member?.status ?? 'archived',
          _links: links(dc, `${path}/${hash}`),
        }
      })
    return { rows, path, dc, campaign }
  }
  server.get<One>('/reports/:campaignId/click-details/:linkId/members', (request) => {
    const { rows, path, dc, campaign } = rowsOf(request)
    return select(
      {
        members: pageOf(rows, request.query),
        campaign_id: campaign.id,
        total_items: rows.length,
        _links: links(dc, path),
      },
      request.query,
    )
  })
  server.get<One>('/reports/:campaignId/click-details/:linkId/members/:member', (request) => {
    const row = rowsOf(request).rows.find(({ email_id }) => email_id === request.params.member)
    if (!row) throw problems.notFound()
    return select(row, request.query)
  })
}

/** ID of a link in a report. */
const linkIdOf = (url: string): string => hexDigest('md5', url, 10)
