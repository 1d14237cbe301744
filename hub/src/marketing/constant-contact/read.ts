import type { Campaign, Contact, ContactStatus } from '@letterlock/client/wire.ts'
import { HubError } from '../../errors.ts'
import type { Found, PlatformApi, Position, Reading } from '../adapter.ts'
import { NOTHING_TOLD, rateOf, segment, textOrNull, timeOrNull } from '../values.ts'

/* Constant Contact API v3, https://v3.developer.constantcontact.com/api_guide/ */

interface Links {
  _links?: { next?: { href: string } }
}

export interface ContactBody {
  contact_id: string
  email_address: { address: string; permission_to_send: string }
  first_name?: string | null
  last_name?: string | null
  company_name?: string | null
  job_title?: string | null
  list_memberships?: string[]
  taggings?: string[]
  updated_at?: string
  deleted_at?: string | null
}

export interface CampaignBody {
  campaign_id: string
  name: string
  current_status: string
  created_at: string
  campaign_activities?: { campaign_activity_id: string; role: string }[]
}

export interface Activity {
  campaign_activity_id: string
  html_content?: string
  subject: string
  from_name: string
  from_email: string
  contact_list_ids?: string[]
  segment_ids?: number[]
}

interface ListBody {
  list_id: string
  name: string
  created_at: string
  membership_count?: number
}

const CONTACT_STATUS: Readonly<Record<string, ContactStatus>> = {
  explicit: 'subscribed',
  implicit: 'subscribed',
  unsubscribed: 'unsubscribed',
  pending_confirmation: 'pending',
  temp_hold: 'suspended',
  not_set: 'not_subscribed',
}

const CAMPAIGN_STATUS: Readonly<Record<string, Campaign['status']>> = {
  draft: 'draft',
  scheduled: 'scheduled',
  executing: 'sending',
  done: 'sent',
  error: 'failed',
  removed: 'archived',
}

/** Those of a contact that this model writes; custom ones are not covered. */
export const FIELDS = ['first_name', 'last_name', 'company_name', 'job_title'] as const

const INCLUDE = 'list_memberships,taggings'

/** The platform's own cursor, taken out of its relative link; nothing else of the link is followed. */
function nextOf({ _links }: Links): Position {
  const href = _links?.next?.href
  return href === undefined ? null : new URL(href, 'https://api.invalid').searchParams.get('cursor')
}

const cursorOf = (at: Position) => at ?? undefined

export const reading: Reading = {
  async account(api) {
    const summary = await api.get<Record<string, unknown>>('/v3/account/summary')
    return {
      id: String(summary['encoded_account_id']),
      name: textOrNull(summary['organization_name']) ?? '',
      email: textOrNull(summary['contact_email']),
      timeZone: textOrNull(summary['time_zone_id']),
      plan: null,
    }
  },

  async audiences(api, { limit, at }) {
    const query = { limit, cursor: cursorOf(at), include_membership_count: 'active' }
    const answer = await api.get<Links & { lists: ListBody[] }>('/v3/contact_lists', query)
    return { items: answer.lists.map(describeList), next: nextOf(answer) }
  },

  async audience(api, id) {
    const query = { include_membership_count: 'active' }
    const list = await api.get<ListBody>(`/v3/contact_lists/${segment(id)}`, query)
    return { ...describeList(list), fields: [...FIELDS] }
  },

  async contacts(api, { audience, status, words }, { limit, at }) {
    const query = {
      limit,
      cursor: cursorOf(at),
      lists: audience ?? undefined,
      email: words ?? undefined,
      status: status === 'archived' ? 'deleted' : status === 'unsubscribed' ? 'unsubscribed' : 'all',
      include: INCLUDE,
    }
    const answer = await api.get<Links & { contacts: ContactBody[] }>('/v3/contacts', query)
    // The platform's own filter is coarser than the model's.
    const items = answer.contacts.map(describeContact).filter((contact) => contact.status === status)
    return { items: await withTagNames(api, items), next: nextOf(answer) }
  },

  async contact(api, { contact }) {
    const [described] = await withTagNames(api, [describeContact(await findContact(api, contact))])
    return described as Contact
  },

  async segments(api, _audience, { limit, at }) {
    const query = { limit, cursor: cursorOf(at) }
    const answer = await api.get<Links & { segments: { segment_id: number; name: string }[] }>(
      '/v3/segments',
      query,
    )
    const items = answer.segments.map(({ segment_id, name }) => ({
      id: String(segment_id),
      name,
      contacts: null,
    }))
    return { items, next: nextOf(answer) }
  },

  async campaigns(api, { limit, at }) {
    const query = { limit, cursor: cursorOf(at) }
    const answer = await api.get<Links & { campaigns: CampaignBody[] }>('/v3/emails', query)
    return { items: answer.campaigns.map((body) => describeCampaign(body)), next: nextOf(answer) }
  },

  async campaign(api, id) {
    const body = await api.get<CampaignBody>(`/v3/emails/${segment(id)}`)
    return describeCampaign(body, await primaryActivity(api, body))
  },

  async report(api, campaign) {
    const path = `/v3/reports/stats/email_campaigns/${segment(campaign)}`
    const { results } = await api.get<{ results: { stats: Record<string, number> }[] }>(path)
    const stats = results[0]?.stats
    if (!stats) throw new HubError('resource_not_found')
    const count = (name: string): number => stats[name] ?? 0
    const [sent, bounced] = [count('em_sends'), count('em_bounces')]
    const [opens, clicks] = [count('em_opens'), count('em_clicks')]
    return {
      campaign,
      sent,
      opens: { total: stats['em_opens_all'] ?? null, unique: opens, rate: rateOf(opens, sent, bounced) },
      clicks: { total: stats['em_clicks_all'] ?? null, unique: clicks, rate: rateOf(clicks, sent, bounced) },
      bounces: { total: bounced, hard: null, soft: null },
      unsubscribes: count('em_optouts'),
      complaints: null,
    }
  },

  templates: () => Promise.resolve({ items: [], next: null } satisfies Found<never>),
}

/** By id or by e-mail address. @throws HubError resource_not_found */
export async function findContact(api: PlatformApi, contact: string): Promise<ContactBody> {
  if (!contact.includes('@'))
    return api.get<ContactBody>(`/v3/contacts/${segment(contact)}`, { include: INCLUDE })
  const query = { email: contact, status: 'all', include: INCLUDE }
  const [found] = (await api.get<{ contacts: ContactBody[] }>('/v3/contacts', query)).contacts
  if (!found) throw new HubError('resource_not_found')
  return found
}

const MOST_TAGS = 500

/** Name → id of the account's tags. */
export async function readTags(api: PlatformApi): Promise<Map<string, string>> {
  const { tags } = await api.get<{ tags: { tag_id: string; name: string }[] }>('/v3/contact_tags', {
    limit: MOST_TAGS,
  })
  return new Map(tags.map(({ tag_id, name }) => [name, tag_id]))
}

/** A contact tells its tags by id only. */
async function withTagNames(api: PlatformApi, contacts: Contact[]): Promise<Contact[]> {
  if (!contacts.some(({ tags }) => tags !== null && tags.length > 0)) return contacts
  const names = new Map([...(await readTags(api))].map(([name, id]) => [id, name]))
  return contacts.map((contact) => ({
    ...contact,
    tags: contact.tags && contact.tags.map((id) => names.get(id) ?? id),
  }))
}

/** The e-mail itself: subject, sender and recipients stand there and not at the campaign. */
export async function primaryActivity(
  api: PlatformApi,
  { campaign_activities }: CampaignBody,
): Promise<Activity | null> {
  const primary = campaign_activities?.find(({ role }) => role === 'primary_email')
  if (!primary) return null
  return api.get<Activity>(`/v3/emails/activities/${segment(primary.campaign_activity_id)}`)
}

function describeList({ list_id, name, created_at, membership_count }: ListBody) {
  const contacts = membership_count ?? null
  return { ...NOTHING_TOLD, id: list_id, name, contacts, createdAt: timeOrNull(created_at) }
}

export function describeContact(body: ContactBody): Contact {
  const { first_name, last_name } = body
  const fields = FIELDS.map((name) => [name, body[name]])
  const name = [first_name, last_name].filter((part) => typeof part === 'string' && part !== '').join(' ')
  return {
    id: body.contact_id,
    email: body.email_address.address,
    status: body.deleted_at
      ? 'archived'
      : (CONTACT_STATUS[body.email_address.permission_to_send] ?? 'not_subscribed'),
    name: textOrNull(name),
    fields: Object.fromEntries(
      fields.filter((field): field is [string, string] => textOrNull(field[1]) !== null),
    ),
    tags: body.taggings ?? null,
    audiences: body.list_memberships ?? [],
    changedAt: timeOrNull(body.updated_at),
  }
}

/** Status is in title case in one place and in capitals in another. */
export function describeCampaign(body: CampaignBody, activity: Activity | null = null): Campaign {
  return {
    id: body.campaign_id,
    name: body.name,
    subject: textOrNull(activity?.subject),
    status: CAMPAIGN_STATUS[body.current_status.toLowerCase()] ?? 'draft',
    audiences: activity?.contact_list_ids ?? [],
    segments: (activity?.segment_ids ?? []).map(String),
    fromName: textOrNull(activity?.from_name),
    fromEmail: textOrNull(activity?.from_email),
    sendAt: null,
    createdAt: timeOrNull(body.created_at),
  }
}
