import type { Contact } from '@letterlock/client/wire.ts'
import { HubError } from '../../errors.ts'
import type { Found, PlatformApi, Position, Reading } from '../adapter.ts'
import { rateOf, segment, textOrNull } from '../values.ts'
import {
  type Activity,
  type CampaignBody,
  type ContactBody,
  FIELDS,
  type ListBody,
  describeCampaign,
  describeContact,
  describeList,
} from './describe.ts'

/* Constant Contact API v3, https://v3.developer.constantcontact.com/api_guide/ */

interface Links {
  _links?: { next?: { href: string } }
}

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
