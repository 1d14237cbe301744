import type { FastifyInstance } from 'fastify'
import { countsOf, whoDid, type Kind } from '../../constant-contact/data/tracking.ts'
import type { Campaign } from '../../constant-contact/account-data.ts'
import type { World } from '../../world.ts'
import { byShortId, dataFor, pageOf, shortId } from './gate.ts'

export const TRACKING: Readonly<Record<string, { kind: Kind; activity_type: string; at: string }>> = {
  sends: { kind: 'sends', activity_type: 'EMAIL_SEND', at: 'send_date' },
  opens: { kind: 'opens', activity_type: 'EMAIL_OPEN', at: 'open_date' },
  clicks: { kind: 'clicks', activity_type: 'EMAIL_CLICK', at: 'click_date' },
  forwards: { kind: 'forwards', activity_type: 'EMAIL_FORWARD', at: 'forward_date' },
  unsubscribes: { kind: 'optouts', activity_type: 'EMAIL_UNSUBSCRIBE', at: 'unsubscribe_date' },
  bounces: { kind: 'bounces', activity_type: 'EMAIL_BOUNCE', at: 'bounce_date' },
}

/** Counts, not rates. */
export function summaryOf(campaign: Campaign) {
  const { sends, opens, clicks, forwards, optouts, bounces, abuse } = countsOf(campaign)
  return { sends, opens, clicks, forwards, unsubscribes: optouts, bounces, spam_count: abuse }
}

export function registerReports(server: FastifyInstance, world: World): void {
  server.get<{ Params: { id: string } }>('/:id/tracking/reports/summary', (request) =>
    summaryOf(byShortId(dataFor(world, request).campaigns, request.params.id)),
  )
  for (const [name, { kind, activity_type, at }] of Object.entries(TRACKING))
    server.get<{ Params: { id: string } }>(`/:id/tracking/${name}`, (request) => {
      const { campaigns, contacts } = dataFor(world, request)
      const campaign = byShortId(campaigns, request.params.id)
      return pageOf(request, whoDid(campaign, kind), (id) => ({
        activity_type,
        campaign_id: shortId(campaign.campaign_id),
        contact_id: shortId(id),
        email_address: contacts[id]?.address,
        [at]: campaign.sentAt,
      }))
    })
}
