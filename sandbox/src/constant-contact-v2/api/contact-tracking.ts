import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Campaign, Contact } from '../../constant-contact/account-data.ts'
import { whoDid, type Kind } from '../../constant-contact/data/tracking.ts'
import type { World } from '../../world.ts'
import { byShortId, dataFor, pageOf, shortId } from './gate.ts'
import { TRACKING } from './reports.ts'

interface One {
  Params: { id: string }
}

interface Tracked {
  readonly contact: Contact
  readonly sent: readonly Campaign[]
}

/** The activities of one contact: a list for each kind, a list of all, and counts. */
export function registerContactTracking(server: FastifyInstance, world: World): void {
  const find = (request: FastifyRequest<One>): Tracked => {
    const { campaigns, contacts } = dataFor(world, request)
    return {
      contact: byShortId(contacts, request.params.id),
      sent: Object.values(campaigns).filter(({ sentAt }) => sentAt !== null),
    }
  }
  const kinds = Object.values(TRACKING)
  const activities = (tracked: Tracked, some: readonly (typeof kinds)[number][] = kinds) =>
    some.flatMap(({ kind, activity_type, at }) =>
      didIn(tracked, kind).map((campaign) => ({
        activity_type,
        campaign_id: shortId(campaign.campaign_id),
        contact_id: shortId(tracked.contact.contact_id),
        email_address: tracked.contact.address,
        [at]: campaign.sentAt,
      })),
    )

  for (const [name, one] of Object.entries(TRACKING))
    server.get<One>(`/contacts/:id/tracking/${name}`, (request) =>
      pageOf(request, activities(find(request), [one]), (activity) => activity),
    )
  server.get<One>('/contacts/:id/tracking', (request) =>
    pageOf(request, activities(find(request)), (activity) => activity),
  )
  server.get<One>('/contacts/:id/tracking/reports/summary', (request) => {
    const tracked = find(request)
    return { ...countsOf(tracked), contact_id: shortId(tracked.contact.contact_id) }
  })
  server.get<One>('/contacts/:id/tracking/reports/summaryByCampaign', (request) => {
    const { contact, sent } = find(request)
    return didIn({ contact, sent }, 'sends').map((campaign) => ({
      ...countsOf({ contact, sent: [campaign] }),
      campaign_id: shortId(campaign.campaign_id),
      contact_id: shortId(contact.contact_id),
    }))
  })
}

const didIn = ({ contact, sent }: Tracked, kind: Kind): Campaign[] =>
  sent.filter((campaign) => whoDid(campaign, kind).includes(contact.contact_id))

const countsOf = (tracked: Tracked): Record<string, number> =>
  Object.fromEntries(Object.entries(TRACKING).map(([name, { kind }]) => [name, didIn(tracked, kind).length]))
