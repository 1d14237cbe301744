import type { FastifyInstance, FastifyRequest } from 'fastify'
import { countsOf, whoDid, type Kind } from '../../constant-contact/data/tracking.ts'
import type { Campaign } from '../../constant-contact/account-data.ts'
import type { World } from '../../world.ts'
import { byShortId, dataFor, pageOf, shortId } from './gate.ts'
import { refusals } from './refusal.ts'

interface Tracking {
  readonly kind: Kind
  readonly activity_type: string
  /** The member with the time. */
  readonly at: string
}

export const TRACKING = {
  sends: { kind: 'sends', activity_type: 'EMAIL_SEND', at: 'send_date' },
  opens: { kind: 'opens', activity_type: 'EMAIL_OPEN', at: 'open_date' },
  clicks: { kind: 'clicks', activity_type: 'EMAIL_CLICK', at: 'click_date' },
  forwards: { kind: 'forwards', activity_type: 'EMAIL_FORWARD', at: 'forward_date' },
  unsubscribes: { kind: 'optouts', activity_type: 'EMAIL_UNSUBSCRIBE', at: 'unsubscribe_date' },
  bounces: { kind: 'bounces', activity_type: 'EMAIL_BOUNCE', at: 'bounce_date' },
} as const satisfies Readonly<Record<string, Tracking>>

/** Counts, not rates. */
export function summaryOf(campaign: Campaign) {
  const { sends, opens, clicks, forwards, optouts, bounces, abuse } = countsOf(campaign)
  return { sends, opens, clicks, forwards, unsubscribes: optouts, bounces, spam_count: abuse }
}

export function registerReports(server: FastifyInstance, world: World): void {
  server.get<{ Params: { id: string } }>('/:id/tracking/reports/summary', (request) =>
    summaryOf(byShortId(dataFor(world, request).campaigns, request.params.id)),
  )
  for (const [name, one] of Object.entries(TRACKING))
    server.get<{ Params: { id: string } }>(`/:id/tracking/${name}`, (request) =>
      rowsOf(world, request, request.params.id, one),
    )
  // The message has one tracked link.
  server.get<{ Params: { id: string; link: string } }>('/:id/tracking/clicks/:link', (request) => {
    if (request.params.link !== LINK.link_id) throw refusals.notFound()
    return rowsOf(world, request, request.params.id, TRACKING.clicks)
  })
}

const LINK = { link_id: '1' } as const

function rowsOf(world: World, request: FastifyRequest, id: string, { kind, activity_type, at }: Tracking) {
  const { campaigns, contacts } = dataFor(world, request)
  const campaign = byShortId(campaigns, id)
  return pageOf(request, whoDid(campaign, kind), (contact) => ({
    activity_type,
    campaign_id: shortId(campaign.campaign_id),
    contact_id: shortId(contact),
    email_address: contacts[contact]?.address,
    ...(kind === 'clicks' && { link_id: Number(LINK.link_id) }),
    [at]: campaign.sentAt,
  }))
}
