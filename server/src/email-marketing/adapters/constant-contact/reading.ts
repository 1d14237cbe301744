import type { Campaign, Contact } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { ContactsWanted, Reading } from '../adapter.ts'
import type { Found } from '../page.ts'
import type { ProviderApi } from '../provider-api.ts'
import { isSameAddress } from '../../model/addresses.ts'
import { isWantedContact } from '../is-wanted-contact.ts'
import { count, id, maybeCount, maybeText, maybeTime, integerId } from '../shapes.ts'
import { rateOf, segment } from '../values.ts'
import { orUndefined } from '../writing.ts'
import {
  type Activity,
  activityBody,
  campaignBody,
  contactBody,
  CONTACT_STATUSES,
  describeCampaign,
  describeContact,
  describeList,
  FIELDS,
  listBody,
  STATUS_FILTER,
} from './describe.ts'
import { listSegments } from './list-segments.ts'
import { cursorOf, links, nextOf } from './paging.ts'

/* Constant Contact API v3, https://v3.developer.constantcontact.com/api_guide/ */

export const INCLUDE = 'list_memberships,taggings'

const summary = z.object({
  encoded_account_id: id,
  organization_name: maybeText,
  contact_email: maybeText,
  time_zone_id: maybeText,
})

export const contactsPage = z.object({ ...links, contacts: z.array(contactBody) })

const stats = z.object({
  em_sends: count,
  em_opens: count,
  em_opens_all: maybeCount,
  em_clicks: count,
  em_clicks_all: maybeCount,
  em_bounces: count,
  em_optouts: count,
})

export const reading: Reading = {
  async account(api) {
    const account = await api.get('/v3/account/summary', summary)
    return {
      id: account.encoded_account_id,
      name: account.organization_name ?? '',
      email: account.contact_email,
      timeZone: account.time_zone_id,
      plan: null,
    }
  },

  async audiences(api, { limit, at }) {
    const query = { limit, cursor: cursorOf(at), include_membership_count: 'active' }
    const answer = await api.get('/v3/contact_lists', z.object({ ...links, lists: z.array(listBody) }), query)
    return { items: answer.lists.map(describeList), next: nextOf(answer) }
  },

  async audience(api, of) {
    const query = { include_membership_count: 'active' }
    const list = await api.get(`/v3/contact_lists/${segment(of)}`, listBody, query)
    return { ...describeList(list), fields: [...FIELDS], signupUrl: null }
  },

  async contacts(api, wanted, { limit, at }) {
    const { audience, status, words } = wanted
    if (words !== null) return { items: await search(api, wanted, words), next: null }
    const query = {
      limit,
      cursor: cursorOf(at),
      lists: audience ?? undefined,
      status: CONTACT_STATUSES.filter((listed) => status === null || listed === status)
        .map((listed) => STATUS_FILTER[listed])
        .join(),
      include: INCLUDE,
    }
    const answer = await api.get('/v3/contacts', contactsPage, query)
    return { items: await withTagNames(api, answer.contacts.map(describeContact)), next: nextOf(answer) }
  },

  async contact(api, { contact }) {
    const described = describeContact(await findContact(api, contact))
    const [named = described] = await withTagNames(api, [described])
    return named
  },

  async segments(api, _audience, { limit, at }) {
    const query = { limit, cursor: cursorOf(at) }
    const chosen = at === null ? await listSegments(api) : []
    const row = z.object({ segment_id: integerId, name: z.string() })
    const answer = await api.get('/v3/segments', z.object({ ...links, segments: z.array(row) }), query)
    const items = answer.segments.map(({ segment_id, name }) => ({
      id: segment_id,
      name,
      contactCount: null,
    }))
    return { items: [...chosen, ...items], next: nextOf(answer) }
  },

  // The provider lists campaigns by their last change, newest first. Sending is a campaign's last change.
  async campaigns(api, { limit, at }) {
    const shape = z.object({ ...links, campaigns: z.array(campaignBody) })
    const answer = await api.get('/v3/emails', shape, { limit, cursor: cursorOf(at) })
    return { items: answer.campaigns.map((body) => describeCampaign(body)), next: nextOf(answer) }
  },

  async campaign(api, of) {
    const body = await api.get(`/v3/emails/${segment(of)}`, campaignBody)
    const activity = await primaryActivity(api, body)
    const described = describeCampaign(body, activity)
    return activity ? { ...described, ...(await timesOf(api, described, activity)) } : described
  },

  async report(api, campaignId) {
    const path = `/v3/reports/stats/email_campaigns/${segment(campaignId)}`
    const { results } = await api.get(path, z.object({ results: z.array(z.object({ stats })) }))
    const [first] = results
    if (!first) throw new ProblemError('resource_not_found')
    const { em_sends: sent, em_bounces: bounced, em_opens: opens, em_clicks: clicks, ...more } = first.stats
    return {
      campaignId,
      sent,
      opens: { total: more.em_opens_all, unique: opens, rate: rateOf(opens, sent, bounced) },
      clicks: { total: more.em_clicks_all, unique: clicks, rate: rateOf(clicks, sent, bounced) },
      bounces: { total: bounced, hard: null, soft: null },
      unsubscribes: more.em_optouts,
      complaints: null,
      revenue: null,
    }
  },

  templates: () => Promise.resolve({ items: [], next: null } satisfies Found<never>),
}

/** The contact with this address, if it is in the audience or no longer subscribed: then it is in no list. */
async function search(api: ProviderApi, wanted: ContactsWanted, address: string): Promise<Contact[]> {
  const body = await orUndefined(findContact(api, address))
  if (!body) return []
  const contacts = await withTagNames(api, [describeContact(body)])
  return contacts.filter((contact) => isWantedContact(contact, wanted))
}

/**
 * A contact by ID or email address, in any status.
 * @throws ProblemError resource_not_found
 */
export async function findContact(api: ProviderApi, contact: string): Promise<z.output<typeof contactBody>> {
  if (!contact.includes('@'))
    return api.get(`/v3/contacts/${segment(contact)}`, contactBody, { include: INCLUDE })
  for (const status of ['all', STATUS_FILTER.archived]) {
    const { contacts } = await api.get('/v3/contacts', contactsPage, {
      email: contact,
      status,
      include: INCLUDE,
    })
    const found = contacts.find(({ email_address }) => isSameAddress(email_address.address, contact))
    if (found) return found
  }
  throw new ProblemError('resource_not_found')
}

const MAX_TAGS = 500

/** The account's tags: name → ID. */
export async function readTags(api: ProviderApi): Promise<Map<string, string>> {
  const shape = z.object({ tags: z.array(z.object({ tag_id: id, name: z.string() })) })
  const { tags } = await api.get('/v3/contact_tags', shape, { limit: MAX_TAGS })
  return new Map(tags.map(({ tag_id, name }) => [name, tag_id]))
}

/** Adds tag names: contacts have tag IDs only. */
export async function withTagNames(api: ProviderApi, contacts: Contact[]): Promise<Contact[]> {
  if (!contacts.some(({ tags }) => tags !== null && tags.length > 0)) return contacts
  const names = new Map([...(await readTags(api))].map(([name, of]) => [of, name]))
  return contacts.map((contact) => ({
    ...contact,
    tags: contact.tags && contact.tags.map((of) => names.get(of) ?? of),
  }))
}

const history = z.array(z.object({ run_date: maybeTime }))
const schedules = z.array(z.object({ scheduled_date: maybeTime }))

/** When a campaign was sent or will be sent, which its activity does not contain. */
async function timesOf(
  api: ProviderApi,
  { status }: Campaign,
  { campaign_activity_id }: Activity,
): Promise<Partial<Campaign>> {
  const path = `/v3/emails/activities/${segment(campaign_activity_id)}`
  if (status === 'sent') {
    const times = (await api.get(`${path}/send_history`, history)).flatMap(({ run_date }) => run_date ?? [])
    return { sentAt: times.toSorted().at(0) ?? null }
  }
  if (status !== 'scheduled') return {}
  const [first] = await api.get(`${path}/schedules`, schedules)
  return { scheduledAt: first?.scheduled_date ?? null }
}

/** The primary email activity, which has the subject, the sender and the recipients of a campaign. */
export async function primaryActivity(
  api: ProviderApi,
  { campaign_activities }: z.output<typeof campaignBody>,
): Promise<Activity | null> {
  const primary = campaign_activities?.find(({ role }) => role === 'primary_email')
  if (!primary) return null
  return api.get(`/v3/emails/activities/${segment(primary.campaign_activity_id)}`, activityBody)
}
