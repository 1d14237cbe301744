import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendDue } from '../../constant-contact/data/send-due.ts'
import type { AccountData, Campaign } from '../../constant-contact/account-data.ts'
import type { World } from '../../world.ts'
import { byShortId, dataFor, pageOf, shortId } from './gate.ts'
import { isJson, type Json } from '../../is-json.ts'
import { CAMPAIGN_DETAILS } from './bodies.ts'
import { refusals } from './refusal.ts'
import { summaryOf } from './reports.ts'
import { newDraft } from '../../constant-contact/api/new-draft.ts'

interface One {
  Params: { id: string }
}

interface CampaignBody {
  name?: string
  subject?: string
  from_name?: string
  from_email?: string
  reply_to_email?: string
  email_content?: string
  sent_to_contact_lists?: { id: string | number }[]
}

const SENDS = { config: { sends: true } } as const

const STATUS_OF = {
  Draft: 'DRAFT',
  Scheduled: 'SCHEDULED',
  Executing: 'RUNNING',
  Done: 'SENT',
  Error: 'SUSPENDED',
  Removed: 'DELETED',
} as const satisfies Record<Campaign['status'], string>

const summarize = ({ campaign_id, name, status, updated_at }: Campaign) => ({
  id: shortId(campaign_id),
  name,
  status: STATUS_OF[status],
  modified_date: updated_at,
})

const represent = (campaign: Campaign) => ({
  ...summarize(campaign),
  subject: campaign.subject,
  from_name: campaign.from_name,
  from_email: campaign.from_email,
  reply_to_email: campaign.from_email,
  template_type: 'CUSTOM',
  is_permission_reminder_enabled: false,
  is_view_as_webpage_enabled: false,
  email_content_format: 'HTML',
  text_content: '',
  ...detailsOf(campaign),
  created_date: campaign.created_at,
  ...(campaign.sentAt !== null && { last_run_date: campaign.sentAt }),
  ...(campaign.scheduledAt !== null && { next_run_date: new Date(campaign.scheduledAt).toISOString() }),
  email_content: campaign.html_content,
  click_through_details: [],
  sent_to_contact_lists: campaign.lists.map((id) => ({ id: shortId(id) })),
  tracking_summary: summaryOf(campaign),
})

const detailsOf = ({ written }: Campaign): Json => (isJson(written?.['v2']) ? written['v2'] : {})

/** The account's data, after sending what is due. */
function dataNow(world: World, request: FastifyRequest): AccountData {
  const data = dataFor(world, request)
  sendDue(data, world.clock.now())
  return data
}

const campaignOf = (data: AccountData, id: string): Campaign => byShortId(data.campaigns, id)

/** @throws Refusal 404, 409 */
function draftOf(data: AccountData, id: string): Campaign {
  const campaign = campaignOf(data, id)
  if (campaign.status !== 'Draft') throw refusals.conflict('campaign', 'Only drafts can be changed or sent.')
  return campaign
}

export function registerCampaigns(server: FastifyInstance, world: World): void {
  registerReads(server, world)
  registerWrites(server, world)
  registerSending(server, world)
}

/** Drafts by last change, sent campaigns by send time, newest first. The list of all statuses has no order. */
function inOrder(all: readonly Campaign[], status: string): readonly Campaign[] {
  const timeOf = ({ sentAt, updated_at }: Campaign): string =>
    status === 'SENT' ? (sentAt ?? updated_at) : updated_at
  return status === 'SENT' || status === 'DRAFT'
    ? all.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)))
    : all
}

function registerReads(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: { status?: string; modified_since?: string } }>('/', (request) => {
    const { status = 'ALL', modified_since = '' } = request.query
    const all = Object.values(dataNow(world, request).campaigns).filter(
      (campaign) =>
        campaign.status !== 'Removed' &&
        (status === 'ALL' || STATUS_OF[campaign.status] === status) &&
        campaign.updated_at > modified_since,
    )
    return pageOf(request, inOrder(all, status), summarize, 50)
  })
  server.get<One>('/:id', (request) => represent(campaignOf(dataNow(world, request), request.params.id)))
}

function registerWrites(server: FastifyInstance, world: World): void {
  server.post<{ Body: CampaignBody | null }>('/', (request, reply) => {
    const data = dataFor(world, request)
    const body = request.body ?? {}
    const { name, subject, from_name, from_email } = body
    if (!name || !subject || !from_name || !from_email)
      throw refusals.invalid('#/name, #/subject, #/from_name and #/from_email: Value is required.')
    if (Object.values(data.campaigns).some((other) => other.name === name))
      throw refusals.conflict('campaign', `The name ${name} is in use.`)
    const at = world.clock.now().toISOString()
    const campaign = newDraft({ name, subject, html_content: '', from_name, from_email }, at)
    data.campaigns[campaign.campaign_id] = campaign
    write(data, campaign, body)
    return reply.code(201).send(represent(campaign))
  })
  server.put<One & { Body: CampaignBody | null }>('/:id', (request) => {
    const data = dataFor(world, request)
    const campaign = draftOf(data, request.params.id)
    write(data, campaign, request.body ?? {})
    campaign.updated_at = world.clock.now().toISOString()
    return represent(campaign)
  })
  server.delete<One>('/:id', (request, reply) => {
    campaignOf(dataFor(world, request), request.params.id).status = 'Removed'
    return reply.code(204).send()
  })
  server.get<One>('/:id/preview', (request) => {
    const campaign = campaignOf(dataFor(world, request), request.params.id)
    const details = detailsOf(campaign)
    return {
      subject: campaign.subject,
      from_email: campaign.from_email,
      reply_to_email: details['reply_to_email'] ?? campaign.from_email,
      preview_email_content: campaign.html_content,
      preview_text_content: details['text_content'] ?? '',
    }
  })
}

function registerSending(server: FastifyInstance, world: World): void {
  server.post<One & { Body: { email_addresses?: string[] } | null }>(
    '/:id/tests',
    SENDS,
    (request, reply) => {
      campaignOf(dataFor(world, request), request.params.id)
      const { email_addresses = [] } = request.body ?? {}
      if (email_addresses.length === 0) throw refusals.invalid('#/email_addresses: Value is required.')
      return reply.code(201).send({ format: 'HTML', email_addresses })
    },
  )
  // Without a date: now.
  server.post<One & { Body: { scheduled_date?: string } | null }>(
    '/:id/schedules',
    SENDS,
    (request, reply) => {
      const data = dataFor(world, request)
      const campaign = draftOf(data, request.params.id)
      const now = world.clock.now()
      const { scheduled_date = now.toISOString() } = request.body ?? {}
      if (Number.isNaN(Date.parse(scheduled_date)))
        throw refusals.invalid('#/scheduled_date: Value is no date.')
      if (campaign.lists.length === 0) throw refusals.invalid('#/sent_to_contact_lists: Value is required.')
      Object.assign(campaign, { status: 'Scheduled', scheduledAt: Date.parse(scheduled_date) })
      sendDue(data, now)
      return reply.code(201).send({ id: '1', scheduled_date })
    },
  )
  // A campaign has at most one schedule.
  const scheduleOf = ({ status, scheduledAt }: Campaign) =>
    status === 'Scheduled' && scheduledAt !== null
      ? { id: '1', scheduled_date: new Date(scheduledAt).toISOString() }
      : undefined
  server.get<One>('/:id/schedules', (request) => {
    const schedule = scheduleOf(campaignOf(dataNow(world, request), request.params.id))
    return schedule ? [schedule] : []
  })
  server.get<One>('/:id/schedules/1', (request) => {
    const schedule = scheduleOf(campaignOf(dataNow(world, request), request.params.id))
    if (!schedule) throw refusals.notFound()
    return schedule
  })
  server.put<One & { Body: { scheduled_date?: string } }>('/:id/schedules/1', SENDS, (request) => {
    const data = dataNow(world, request)
    const campaign = campaignOf(data, request.params.id)
    const schedule = scheduleOf(campaign)
    if (!schedule) throw refusals.notFound()
    const { scheduled_date = '' } = request.body
    if (Number.isNaN(Date.parse(scheduled_date)))
      throw refusals.invalid('#/scheduled_date: Value is no date.')
    campaign.scheduledAt = Date.parse(scheduled_date)
    sendDue(data, world.clock.now())
    return { ...schedule, scheduled_date }
  })
  server.delete<One>('/:id/schedules/1', (request, reply) => {
    const campaign = campaignOf(dataFor(world, request), request.params.id)
    if (campaign.status === 'Scheduled') Object.assign(campaign, { status: 'Draft', scheduledAt: null })
    return reply.code(204).send()
  })
}

function write(data: AccountData, campaign: Campaign, body: CampaignBody): void {
  for (const name of ['name', 'subject', 'from_name', 'from_email'] as const)
    campaign[name] = body[name] ?? campaign[name]
  campaign.html_content = body.email_content ?? campaign.html_content
  const details = Object.entries(body).filter(([name]) => name in CAMPAIGN_DETAILS)
  campaign.written = {
    ...campaign.written,
    v2: { ...detailsOf(campaign), ...Object.fromEntries(details) },
  }
  if (body.sent_to_contact_lists)
    campaign.lists = body.sent_to_contact_lists.map(({ id }) => byShortId(data.lists, id).list_id)
}
