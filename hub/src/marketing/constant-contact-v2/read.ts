import type { Campaign, Contact, ContactStatus } from '@letterlock/client/wire.ts'
import { HubError } from '../../errors.ts'
import type { PlatformApi, Position, Reading } from '../adapter.ts'
import { NOTHING_TOLD, pageOfAll, rateOf, segment, textOrNull, timeOrNull } from '../values.ts'

/* Constant Contact API v2: account, lists, contacts, campaigns and their reports. */

interface Paged<T> {
  results: T[]
  meta?: { pagination?: { next_link?: string } }
}

interface ListBody {
  id: string
  name: string
  contact_count: number
  created_date: string
}

export interface ContactBody {
  id: string
  status: string
  first_name?: string
  last_name?: string
  company_name?: string
  email_addresses: { email_address: string }[]
  lists: { id: string }[]
  modified_date?: string
}

export interface CampaignBody {
  email_content?: string
  id: string
  name: string
  status: string
  subject?: string
  from_name?: string
  from_email?: string
  created_date?: string
  last_run_date?: string
  next_run_date?: string
  sent_to_contact_lists?: { id: string }[]
}

const CONTACT_STATUS: Readonly<Record<string, ContactStatus>> = {
  ACTIVE: 'subscribed',
  OPTOUT: 'unsubscribed',
  UNCONFIRMED: 'pending',
  REMOVED: 'archived',
  NON_SUBSCRIBER: 'not_subscribed',
  VISITOR: 'not_subscribed',
}

const CAMPAIGN_STATUS: Readonly<Record<string, Campaign['status']>> = {
  DRAFT: 'draft',
  SCHEDULED: 'scheduled',
  RUNNING: 'sending',
  SENT: 'sent',
  SUSPENDED: 'failed',
  DELETED: 'archived',
}

/** Those of a contact that this model writes. */
export const FIELDS = ['first_name', 'last_name', 'company_name'] as const

/** `next` of the platform's relative link; nothing else of the link is followed. */
function nextOf({ meta }: Paged<unknown>): Position {
  const link = meta?.pagination?.next_link
  return link === undefined ? null : new URL(link, 'https://api.invalid').searchParams.get('next')
}

export const reading: Reading = {
  async account(api) {
    const info = await api.get<Record<string, unknown>>('/v2/account/info')
    return {
      // The platform says nowhere whose account it is but in the token.
      id: String(info['email']),
      name: textOrNull(info['organization_name']) ?? '',
      email: textOrNull(info['email']),
      timeZone: textOrNull(info['time_zone']),
      plan: null,
    }
  },

  async audiences(api, page) {
    return pageOfAll((await api.get<ListBody[]>('/v2/lists')).map(describeList), page)
  },

  async audience(api, id) {
    const list = await api.get<ListBody>(`/v2/lists/${segment(id)}`)
    return { ...describeList(list), fields: [...FIELDS] }
  },

  async contacts(api, { audience, status, words }, { limit, at }) {
    const path = audience === null ? '/v2/contacts' : `/v2/lists/${segment(audience)}/contacts`
    const query = {
      limit,
      ...(words !== null && audience === null && { email: words }),
      next: at ?? undefined,
    }
    const answer = await api.get<Paged<ContactBody>>(path, query)
    const items = answer.results
      .map(describeContact)
      .filter((contact) => contact.status === status && (words === null || contact.email.includes(words)))
    return { items, next: nextOf(answer) }
  },

  async contact(api, { contact }) {
    return describeContact(await findContact(api, contact))
  },

  segments: () => Promise.resolve({ items: [], next: null }),

  async campaigns(api, { limit, at }) {
    const query = { limit, next: at ?? undefined }
    const answer = await api.get<Paged<CampaignBody>>('/v2/emailmarketing/campaigns', query)
    return { items: answer.results.map(describeCampaign), next: nextOf(answer) }
  },

  async campaign(api, id) {
    return describeCampaign(await api.get<CampaignBody>(`/v2/emailmarketing/campaigns/${segment(id)}`))
  },

  async report(api, campaign) {
    const path = `/v2/emailmarketing/campaigns/${segment(campaign)}/tracking/reports/summary`
    const summary = await api.get<Record<string, number>>(path)
    const count = (name: string): number => summary[name] ?? 0
    const [sent, bounced] = [count('sends'), count('bounces')]
    const [opens, clicks] = [count('opens'), count('clicks')]
    return {
      campaign,
      sent,
      opens: { total: null, unique: opens, rate: rateOf(opens, sent, bounced) },
      clicks: { total: null, unique: clicks, rate: rateOf(clicks, sent, bounced) },
      bounces: { total: bounced, hard: null, soft: null },
      unsubscribes: count('unsubscribes'),
      complaints: count('spam_count'),
    }
  },

  templates: () => Promise.resolve({ items: [], next: null }),
}

/** By id or by e-mail address. @throws HubError resource_not_found */
export async function findContact(api: PlatformApi, contact: string): Promise<ContactBody> {
  if (!contact.includes('@')) return api.get<ContactBody>(`/v2/contacts/${segment(contact)}`)
  const [found] = (await api.get<Paged<ContactBody>>('/v2/contacts', { email: contact })).results
  if (!found) throw new HubError('resource_not_found')
  return found
}

function describeList({ id, name, contact_count, created_date }: ListBody) {
  const createdAt = timeOrNull(created_date)
  return { ...NOTHING_TOLD, id, name, contacts: contact_count, createdAt }
}

export function describeContact(body: ContactBody): Contact {
  const { first_name, last_name } = body
  const fields = FIELDS.map((name) => [name, body[name]])
  const name = [first_name, last_name].filter((part) => part !== undefined && part !== '').join(' ')
  return {
    id: body.id,
    email: body.email_addresses[0]?.email_address ?? '',
    status: CONTACT_STATUS[body.status] ?? 'not_subscribed',
    name: textOrNull(name),
    fields: Object.fromEntries(
      fields.filter((field): field is [string, string] => textOrNull(field[1]) !== null),
    ),
    tags: null,
    audiences: body.lists.map(({ id }) => id),
    changedAt: timeOrNull(body.modified_date),
  }
}

export function describeCampaign(body: CampaignBody): Campaign {
  return {
    id: body.id,
    name: body.name,
    subject: textOrNull(body.subject),
    status: CAMPAIGN_STATUS[body.status] ?? 'draft',
    audiences: body.sent_to_contact_lists?.map(({ id }) => id) ?? [],
    segments: [],
    fromName: textOrNull(body.from_name),
    fromEmail: textOrNull(body.from_email),
    sendAt: timeOrNull(body.next_run_date ?? body.last_run_date),
    createdAt: timeOrNull(body.created_date),
  }
}
