import type { FastifyInstance } from 'fastify'
import type { Json } from '../../is-json.ts'
import type { World } from '../../world.ts'
import { sendDue } from '../data/send-due.ts'
import { campaignByActivity } from './campaigns.ts'
import { dataFor } from './gate.ts'
import { refusals } from './refusal.ts'

interface One {
  Params: { id: string }
}

const SENDS = { config: { sends: true } } as const

/** Test emails, schedules, previews and the send history of a campaign. */
export function registerCampaignSending(server: FastifyInstance, world: World): void {
  registerSending(server, world)
  registerResults(server, world)
}

function registerSending(server: FastifyInstance, world: World): void {
  server.post<One & { Body: { email_addresses?: string[] } | null }>(
    '/emails/activities/:id/tests',
    SENDS,
    (request, reply) => {
      campaignByActivity(dataFor(world, request), request.params.id)
      if (!request.body?.email_addresses?.length)
        throw refusals.invalid('emails', 'email_addresses is required.')
      return reply.code(204).send()
    },
  )
  // "0" means now, and the response is an empty array.
  server.post<One & { Body: { scheduled_date?: string } | null }>(
    '/emails/activities/:id/schedules',
    SENDS,
    (request, reply) => {
      const data = dataFor(world, request)
      const campaign = campaignByActivity(data, request.params.id)
      const { scheduled_date = '' } = request.body ?? {}
      if (campaign.status !== 'Draft') throw refusals.conflict('emails', 'Only drafts can be scheduled.')
      if (campaign.lists.length + campaign.segments.length === 0)
        throw refusals.invalid('emails', 'The campaign has no contact lists or segments.')
      if (scheduled_date !== '0' && Number.isNaN(Date.parse(scheduled_date)))
        throw refusals.invalid('emails', 'scheduled_date is not a date.')
      campaign.status = 'Scheduled'
      campaign.scheduledAt = scheduled_date === '0' ? world.clock.now().getTime() : Date.parse(scheduled_date)
      sendDue(data, world.clock.now())
      return reply.code(201).send(scheduled_date === '0' ? [] : [{ scheduled_date }])
    },
  )
  server.get<One>('/emails/activities/:id/schedules', (request) => {
    const { status, scheduledAt } = campaignByActivity(dataFor(world, request), request.params.id)
    return status === 'Scheduled' ? [{ scheduled_date: new Date(scheduledAt ?? 0).toISOString() }] : []
  })
  server.delete<One>('/emails/activities/:id/schedules', (request, reply) => {
    const campaign = campaignByActivity(dataFor(world, request), request.params.id)
    if (campaign.status === 'Scheduled') Object.assign(campaign, { status: 'Draft', scheduledAt: null })
    return reply.code(204).send()
  })
}

const pick = (from: Json, names: readonly string[]): Json =>
  Object.fromEntries(names.flatMap((name) => (name in from ? [[name, from[name]]] : [])))

function registerResults(server: FastifyInstance, world: World): void {
  server.get<One>('/emails/activities/:id/previews', (request) => {
    const campaign = campaignByActivity(dataFor(world, request), request.params.id)
    const { campaign_activity_id, subject, from_name, from_email, html_content, written = {} } = campaign
    return {
      campaign_activity_id,
      subject,
      from_name,
      from_email,
      reply_to_email: from_email,
      preheader: '',
      ...pick(written, ['reply_to_email', 'preheader']),
      preview_html_content: html_content,
      preview_text_content: html_content.replaceAll(/<[^>]+>|\[\[\w+\]\]/g, ' ').trim(),
    }
  })
  server.get<One>('/emails/activities/:id/send_history', (request) => {
    const data = dataFor(world, request)
    sendDue(data, world.clock.now())
    const { sentAt, lists, segments, recipients } = campaignByActivity(data, request.params.id)
    if (!sentAt) return []
    const sent = { send_id: 1, contact_list_ids: lists, segment_ids: segments, count: recipients.length }
    return [{ ...sent, run_date: sentAt, send_status: 'COMPLETED', reason_code: 0 }]
  })
}
