import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { sendDue } from '../data/send-due.ts'
import type { Json } from '../../is-json.ts'
import type { AccountData, Campaign } from '../account-data.ts'
import { dataFor, pageOf } from './gate.ts'
import { refusals } from './refusal.ts'
import { sequenceIdOf } from './sequence-id.ts'
import { newDraft } from './new-draft.ts'

interface ActivityBody {
  subject?: string
  html_content?: string
  from_name?: string
  from_email?: string
  reply_to_email?: string
  preheader?: string
  document_id?: string
  physical_address_in_footer?: Json
  document_properties?: Json
  contact_list_ids?: string[]
  segment_ids?: number[]
}

interface One {
  Params: { id: string }
}

/** @throws Refusal 404 */
function campaignOf(data: AccountData, id: string): Campaign {
  const campaign = data.campaigns[id]
  if (!campaign) throw refusals.notFound('emails')
  return campaign
}

/** @throws Refusal 404 */
export function campaignByActivity(data: AccountData, id: string): Campaign {
  const campaign = Object.values(data.campaigns).find(
    ({ campaign_activity_id }) => campaign_activity_id === id,
  )
  if (!campaign) throw refusals.notFound('emails')
  return campaign
}

/** Status in title case. */
const summarize = ({ campaign_id, name, status, created_at, updated_at }: Campaign) => ({
  campaign_id,
  name,
  current_status: status,
  type: 'NEWSLETTER',
  type_code: 10,
  created_at,
  updated_at,
})
const withActivities = (campaign: Campaign) => ({
  ...summarize(campaign),
  campaign_activities: [
    { campaign_activity_id: campaign.campaign_activity_id, role: 'primary_email' },
    { campaign_activity_id: campaign.campaign_activity_id.replace(/^./, '0'), role: 'permalink' },
  ],
})
/** Status in upper case. */
const representActivity = (campaign: Campaign) => ({
  campaign_activity_id: campaign.campaign_activity_id,
  campaign_id: campaign.campaign_id,
  role: 'primary_email',
  format_type: 5,
  current_status: campaign.status.toUpperCase(),
  subject: campaign.subject,
  html_content: campaign.html_content,
  from_name: campaign.from_name,
  from_email: campaign.from_email,
  reply_to_email: campaign.from_email,
  contact_list_ids: campaign.lists,
  segment_ids: campaign.segments,
  ...campaign.written,
})

export function registerCampaigns(server: FastifyInstance, world: World): void {
  registerReads(server, world)
  registerWrites(server, world)
  registerActivities(server, world)
}

function registerReads(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: { before_date?: string; after_date?: string } }>('/emails', (request) => {
    const data = dataFor(world, request)
    sendDue(data, world.clock.now())
    const { before_date: before, after_date: after } = request.query
    const all = Object.values(data.campaigns).filter(({ updated_at, status }) => {
      const at = Date.parse(updated_at)
      return (
        status !== 'Removed' &&
        (before === undefined || at < Date.parse(before)) &&
        (after === undefined || at > Date.parse(after))
      )
    })
    const newestFirst = all.toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))
    const { items, _links } = pageOf(request, newestFirst, { standard: 50, most: 500 })
    return { campaigns: items.map(summarize), _links }
  })
  server.get<{ Querystring: { v2_email_campaign_ids?: string } }>('/emails/campaign_id_xrefs', (request) => {
    const wanted = (request.query.v2_email_campaign_ids ?? '').split(',')
    const found = Object.values(dataFor(world, request).campaigns).filter((one) =>
      wanted.includes(sequenceIdOf(one.campaign_id)),
    )
    return {
      xrefs: found.map(({ campaign_id, campaign_activity_id }) => {
        return { v2_email_campaign_id: sequenceIdOf(campaign_id), campaign_id, campaign_activity_id }
      }),
    }
  })
  server.get<One>('/emails/:id', (request) =>
    withActivities(campaignOf(dataFor(world, request), request.params.id)),
  )
}

function registerWrites(server: FastifyInstance, world: World): void {
  // 200, not 201.
  server.post<{ Body: { name?: string; email_campaign_activities?: ActivityBody[] } | null }>(
    '/emails',
    (request) => {
      const data = dataFor(world, request)
      const { name = '', email_campaign_activities: [activity] = [] } = request.body ?? {}
      if (!name || name.length > 80) throw refusals.invalid('emails', 'name must have 1 to 80 characters.')
      if (!activity?.subject || !activity.html_content || !activity.from_email || !activity.from_name)
        throw refusals.invalid('emails', 'from_name, from_email, subject and html_content are required.')
      if (Object.values(data.campaigns).some((other) => other.name === name))
        throw refusals.conflict('emails', 'The campaign name is in use.')
      const at = world.clock.now().toISOString()
      const { subject, html_content, from_name, from_email } = activity
      const written = writtenOf(activity)
      const campaign = newDraft({ name, subject, html_content, from_name, from_email, written }, at)
      data.campaigns[campaign.campaign_id] = campaign
      return withActivities(campaign)
    },
  )
  server.patch<One & { Body: { name?: string } | null }>('/emails/:id', (request) => {
    const campaign = campaignOf(dataFor(world, request), request.params.id)
    campaign.name = request.body?.name ?? campaign.name
    campaign.updated_at = world.clock.now().toISOString()
    return withActivities(campaign)
  })
  server.delete<One>('/emails/:id', (request, reply) => {
    campaignOf(dataFor(world, request), request.params.id).status = 'Removed'
    return reply.code(204).send()
  })
}

/** Members that are stored unchanged. */
function writtenOf({
  reply_to_email,
  preheader,
  physical_address_in_footer,
  document_properties,
  document_id,
}: ActivityBody): Json {
  return {
    ...(reply_to_email !== undefined && { reply_to_email }),
    ...(preheader !== undefined && { preheader }),
    ...(physical_address_in_footer && { physical_address_in_footer }),
    ...(document_properties && { document_properties }),
    ...(document_id !== undefined && { document_id }),
  }
}

/** The parts of a campaign; the first is the email itself. */
function registerActivities(server: FastifyInstance, world: World): void {
  server.get<One>('/emails/activities/:id', (request) =>
    representActivity(campaignByActivity(dataFor(world, request), request.params.id)),
  )
  // Replaces the whole activity.
  server.put<One & { Body: ActivityBody | null }>('/emails/activities/:id', (request) => {
    const campaign = campaignByActivity(dataFor(world, request), request.params.id)
    if (campaign.status !== 'Draft') throw refusals.conflict('emails', 'Only drafts can be changed.')
    const {
      subject,
      html_content,
      from_name,
      from_email,
      contact_list_ids = [],
      segment_ids = [],
    } = request.body ?? {}
    if (!subject || !from_email || !from_name)
      throw refusals.invalid('emails', 'from_name, from_email and subject are required.')
    Object.assign(campaign, {
      subject,
      from_email,
      from_name,
      lists: contact_list_ids,
      segments: segment_ids,
    })
    campaign.html_content = html_content ?? campaign.html_content
    campaign.written = writtenOf(request.body ?? {})
    campaign.updated_at = world.clock.now().toISOString()
    return representActivity(campaign)
  })
}
