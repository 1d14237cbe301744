import type { FastifyInstance } from 'fastify'
import { randomHex } from '../../random-values.ts'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { Campaign, CampaignStatus } from '../account-data.ts'
import { audienceOf, campaignOf, checklistOf, describeCampaign } from './campaign.ts'
import { deliver } from '../webhook-deliveries.ts'
import { principalOf, dataFor } from './gate.ts'

interface Params {
  campaignId: string
}

const SENDING: ReadonlySet<string> = new Set(['test', 'schedule', 'send', 'resume'])

interface Action {
  readonly ready: () => boolean
  readonly recipients: () => string[]
  readonly now: Date
}

type Act = (campaign: Campaign, body: Record<string, unknown>, at: Action) => void

const ACTIONS: Readonly<Record<string, Act>> = {
  test: (campaign, body, { ready }) => {
    const { test_emails: to, send_type: type } = body
    if (!Array.isArray(to) || to.length === 0)
      throw problems.invalid([{ field: 'test_emails', message: 'This value should not be blank.' }])
    if (type !== 'html' && type !== 'plaintext')
      throw problems.invalid([{ field: 'send_type', message: 'Value must be one of: html, plaintext' }])
    if (campaign.content.html === '' || !ready())
      throw problems.badRequest('Your Campaign is not ready to send.')
  },

  schedule: (campaign, body, { ready, now }) => {
    assertStatus(campaign, ['save', 'paused'], 'This campaign cannot be scheduled: .')
    const at = new Date(String(body['schedule_time']))
    const quarter = at.getUTCMinutes() % 15 === 0 && at.getUTCSeconds() === 0
    if (Number.isNaN(at.getTime()) || !quarter || at <= now)
      throw problems.badRequest('This campaign cannot be scheduled: .')
    if (!ready()) throw problems.badRequest('Your Campaign is not ready to send.')
    campaign.status = 'schedule'
    campaign.sendTime = at.toISOString()
  },

  unschedule: (campaign) => {
    assertStatus(campaign, ['schedule'], 'This campaign is not scheduled.')
    campaign.status = 'save'
    campaign.sendTime = null
  },

  send: (campaign, _body, { ready, recipients, now }) => {
    assertStatus(campaign, ['save', 'paused', 'schedule'], 'This campaign has already been sent.')
    if (!ready()) throw problems.badRequest('Your Campaign is not ready to send.')
    campaign.recipients = recipients()
    campaign.status = 'sent'
    campaign.sendTime = now.toISOString()
  },

  'cancel-send': (campaign) => {
    assertStatus(campaign, ['sending'], 'This campaign cannot be canceled.')
    campaign.status = 'canceled'
  },

  pause: (campaign) => {
    if (campaign.type !== 'rss') throw problems.badRequest('Only RSS campaigns can be paused.')
    campaign.status = 'paused'
  },

  resume: (campaign) => {
    assertStatus(campaign, ['paused'], 'This campaign is not paused.')
    campaign.status = 'sending'
  },
}

/** Test, schedule, unschedule, send, cancel and so on. The response is 204, or the copy for `replicate`. */
export function registerCampaignActions(server: FastifyInstance, world: World): void {
  for (const [name, act] of Object.entries(ACTIONS))
    server.post<{ Params: Params; Body: Record<string, unknown> | null }>(
      `/campaigns/:campaignId/actions/${name}`,
      { config: { sends: SENDING.has(name) } },
      (request, reply) => {
        const data = dataFor(world, request)
        const campaign = campaignOf(data, request.params.campaignId)
        const ready = (): boolean => checklistOf(campaign, data).every((item) => item.type !== 'error')
        const recipients = (): string[] => audienceOf(campaign, data).map((member) => member.hash)
        act(campaign, request.body ?? {}, { ready, recipients, now: world.clock.now() })
        const list = data.lists[campaign.listId]
        const subject = String(campaign.settings['subject_line'] ?? '')
        if (name === 'send' && list)
          deliver(world, data, list, { type: 'campaign', campaign: { id: campaign.id, subject } })
        return reply.code(204).send()
      },
    )

  for (const [name, title] of [
    ['replicate', '(copy 01)'],
    ['create-resend', '(resend)'],
  ])
    server.post<{ Params: Params }>(`/campaigns/:campaignId/actions/${name}`, (request) => {
      const data = dataFor(world, request)
      const original = campaignOf(data, request.params.campaignId)
      const copy: Campaign = {
        ...structuredClone(original),
        id: randomHex(10),
        webId: data.nextId++,
        status: 'save',
        createdAt: world.clock.now().toISOString(),
        sendTime: null,
        recipients: [],
      }
      if (name === 'create-resend' && original.status !== 'sent')
        throw problems.badRequest('Only a campaign that has been sent can be resent.')
      copy.settings['title'] = `${String(original.settings['title'])} ${title}`
      data.campaigns[copy.id] = copy
      return describeCampaign(copy, data, principalOf(request).account.dataCenter)
    })
}

function assertStatus(campaign: Campaign, allowed: CampaignStatus[], refusal: string): void {
  if (!allowed.includes(campaign.status)) throw problems.badRequest(refusal)
}
