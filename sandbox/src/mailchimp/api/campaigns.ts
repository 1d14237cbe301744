import type { FastifyInstance } from 'fastify'
import { randomHex } from '../../random-values.ts'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { AccountData, Campaign } from '../account-data.ts'
import { campaignOf, checklistOf, describeCampaign } from './campaign.ts'
import { principalOf, dataFor } from './gate.ts'
import { listOf } from './lists.ts'
import { links, pageOf, select, type PageQuery } from './representation.ts'
import { filterOfTimes } from './time-filter.ts'

interface CampaignBody {
  type?: string
  content_type?: 'template' | 'multichannel'
  recipients?: { list_id?: string; segment_opts?: { saved_segment_id?: number } }
  settings?: Record<string, string | number | boolean>
  tracking?: Record<string, unknown>
  social_card?: Record<string, unknown>
  rss_opts?: Record<string, unknown>
  variate_settings?: Record<string, unknown>
}

interface ContentBody {
  html?: string
  plain_text?: string
  url?: string
  template?: { id?: number; sections?: Record<string, string> }
}

interface CampaignsQuery extends PageQuery {
  status?: string
  list_id?: string
  type?: string
  folder_id?: string
  member_id?: string
  sort_field?: 'create_time' | 'send_time'
  sort_dir?: 'ASC' | 'DESC'
}

interface Params {
  campaignId: string
}

export function registerCampaigns(server: FastifyInstance, world: World): void {
  registerList(server, world)
  registerWrites(server, world)
  registerContent(server, world)
}

function registerList(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: CampaignsQuery }>('/campaigns', (request) => {
    const data = dataFor(world, request)
    const dc = principalOf(request).account.dataCenter
    const { status, list_id, type, folder_id, member_id, sort_field, sort_dir } = request.query
    const isInTime = filterOfTimes<Campaign>(request.query, {
      send_time: ({ sendTime }) => sendTime,
      create_time: ({ createdAt }) => createdAt,
    })
    const found = Object.values(data.campaigns).filter(
      (campaign) =>
        // The parts of an A/B test are read through the test.
        campaign.type !== 'variate-child' &&
        (!status || campaign.status === status) &&
        (!list_id || campaign.listId === list_id) &&
        (!type || campaign.type === type) &&
        (!folder_id || campaign.settings['folder_id'] === folder_id) &&
        (!member_id || campaign.recipients.includes(member_id)) &&
        isInTime(campaign),
    )
    if (sort_field) {
      const key = sort_field === 'send_time' ? 'sendTime' : 'createdAt'
      found.sort((a, b) => (a[key] ?? '').localeCompare(b[key] ?? '') * (sort_dir === 'DESC' ? -1 : 1))
    }
    return select(
      {
        campaigns: pageOf(found, request.query).map((campaign) => describeCampaign(campaign, data, dc)),
        total_items: found.length,
        _links: links(dc, '/campaigns'),
      },
      request.query,
    )
  })
}

function registerWrites(server: FastifyInstance, world: World): void {
  server.post<{ Body: CampaignBody }>('/campaigns', (request) => {
    const data = dataFor(world, request)
    const { type = 'regular', content_type, recipients, settings } = request.body
    const campaign: Campaign = {
      id: randomHex(10),
      webId: data.nextId++,
      type,
      status: 'save',
      createdAt: world.clock.now().toISOString(),
      sendTime: null,
      contentType: content_type ?? 'html',
      listId: recipients?.list_id ? listOf(data, recipients.list_id).id : '',
      segmentId: recipients?.segment_opts?.saved_segment_id ?? null,
      settings: { title: '', subject_line: '', from_name: '', reply_to: '', to_name: '', ...settings },
      content: { html: '', plain_text: '' },
      links: [],
      recipients: [],
      written: writtenOf(request.body),
    }
    data.campaigns[campaign.id] = campaign
    return describeCampaign(campaign, data, principalOf(request).account.dataCenter)
  })

  server.get<{ Params: Params; Querystring: PageQuery }>('/campaigns/:campaignId', (request) => {
    const data = dataFor(world, request)
    const campaign = campaignOf(data, request.params.campaignId)
    return select(describeCampaign(campaign, data, principalOf(request).account.dataCenter), request.query)
  })

  server.patch<{ Params: Params; Body: CampaignBody }>('/campaigns/:campaignId', (request) => {
    const data = dataFor(world, request)
    const campaign = campaignOf(data, request.params.campaignId)
    assertDraft(campaign)
    const { recipients, settings } = request.body
    if (recipients?.list_id) campaign.listId = listOf(data, recipients.list_id).id
    if (recipients) campaign.segmentId = recipients.segment_opts?.saved_segment_id ?? null
    Object.assign(campaign.settings, settings)
    campaign.written = { ...campaign.written, ...writtenOf(request.body) }
    return describeCampaign(campaign, data, principalOf(request).account.dataCenter)
  })

  server.delete<{ Params: Params }>('/campaigns/:campaignId', (request, reply) => {
    const data = dataFor(world, request)
    delete data.campaigns[campaignOf(data, request.params.campaignId).id]
    return reply.code(204).send()
  })
}

/** Members that are kept as they are. */
function writtenOf({
  recipients,
  tracking,
  social_card,
  rss_opts,
  variate_settings,
}: CampaignBody): Record<string, unknown> {
  return {
    ...(recipients?.segment_opts && { segment_opts: recipients.segment_opts }),
    ...(tracking && { tracking }),
    ...(social_card && { social_card }),
    ...(rss_opts && { rss_opts }),
    ...(variate_settings && { variate_settings }),
  }
}

function registerContent(server: FastifyInstance, world: World): void {
  server.get<{ Params: Params; Querystring: PageQuery }>('/campaigns/:campaignId/content', (request) => {
    const campaign = campaignOf(dataFor(world, request), request.params.campaignId)
    return select(describeContent(campaign, principalOf(request).account.dataCenter), request.query)
  })

  server.put<{ Params: Params; Body: ContentBody }>('/campaigns/:campaignId/content', (request) => {
    const data = dataFor(world, request)
    const campaign = campaignOf(data, request.params.campaignId)
    assertDraft(campaign)
    setContent(campaign, request.body, data)
    return describeContent(campaign, principalOf(request).account.dataCenter)
  })

  server.get<{ Params: Params }>('/campaigns/:campaignId/send-checklist', (request) => {
    const data = dataFor(world, request)
    const campaign = campaignOf(data, request.params.campaignId)
    const items = checklistOf(campaign, data)
    return {
      is_ready: items.every((item) => item.type !== 'error'),
      items,
      _links: links(principalOf(request).account.dataCenter, `/campaigns/${campaign.id}/send-checklist`),
    }
  })
}

function assertDraft(campaign: Campaign): void {
  if (!['save', 'paused', 'schedule'].includes(campaign.status))
    throw problems.badRequest('This campaign has already been sent and cannot be edited.')
}

function setContent(campaign: Campaign, body: ContentBody, data: AccountData): void {
  const template = body.template && data.templates[String(body.template.id)]
  if (body.template && !template)
    throw problems.invalid([{ field: 'template.id', message: 'The template does not exist.' }])
  if (template) {
    let { html } = template
    for (const [name, text] of Object.entries(body.template?.sections ?? {}))
      html = html.replace(new RegExp(`(mc:edit="${name.replace(/\W/g, '')}">)[^<]*`), `$1${text}`)
    campaign.content.html = html
    campaign.contentType = 'template'
  } else if (body.html !== undefined) campaign.content.html = body.html
  else if (body.url !== undefined)
    campaign.content.html = `<html><body><a href="${body.url}">${body.url}</a></body></html>`
  const text = campaign.content.html
    // Within a sentence, a tag is no space.
    .replace(/<\/?(?:a|b|em|i|span|strong)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  campaign.content.plain_text = body.plain_text ?? text
  campaign.links = [...campaign.content.html.matchAll(/href="(https?:[^"]+)"/g)].map(([, href = '']) => href)
}

function describeContent(campaign: Campaign, dc: string): Record<string, unknown> {
  const { html, plain_text } = campaign.content
  return { plain_text, html, archive_html: html, _links: links(dc, `/campaigns/${campaign.id}/content`) }
}
