import type { FastifyInstance } from 'fastify'
import { whoDid } from '../../constant-contact/data/tracking.ts'
import type { World } from '../../world.ts'
import { byShortId, dataFor, pageOf, shortId } from './gate.ts'
import { TRACKING } from './reports.ts'

/** What one contact did, a list for each kind of activity. */
export function registerContactTracking(server: FastifyInstance, world: World): void {
  for (const [name, { kind, activity_type, at }] of Object.entries(TRACKING))
    server.get<{ Params: { id: string } }>(`/contacts/:id/tracking/${name}`, (request) => {
      const { campaigns, contacts } = dataFor(world, request)
      const { contact_id, address } = byShortId(contacts, request.params.id)
      const own = Object.values(campaigns).filter(
        (campaign) => campaign.sentAt !== null && whoDid(campaign, kind).includes(contact_id),
      )
      return pageOf(request, own, (campaign) => ({
        activity_type,
        campaign_id: shortId(campaign.campaign_id),
        contact_id: shortId(contact_id),
        email_address: address,
        [at]: campaign.sentAt,
      }))
    })
}
