import type { Contact } from '@letterlock/sdk/wire.ts'
import { hash } from 'node:crypto'
import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { ContactsWanted, Found, PageWanted, ProviderApi, Reading } from '../../adapter.ts'
import { isAddress } from '../../addresses.ts'
import { count, id, maybeText, maybeTime, integerId } from '../../shapes.ts'
import { numberAt, pageOfAll, rateOf, segment } from '../../values.ts'
import { orUndefined } from '../../writing.ts'
import {
  campaignBody,
  campaignStatusWord,
  describeCampaign,
  describeList,
  describeMember,
  list,
  member,
  reportBody,
  statusWord,
} from './describe.ts'

/* Mailchimp API 3.0, https://mailchimp.com/developer/marketing/api/ */

export const NO_LINKS = { exclude_fields: '_links' }
const LIST_FIELDS = 'id,name,date_created,stats'

/** Only what is used: the provider's answer is a third as long. */
const MEMBER_FIELDS = Object.keys(member.shape)
  .map((name) => `members.${name}`)
  .join(',')

export const pageQuery = ({ limit, at }: PageWanted) => ({ count: limit, offset: numberAt(at) })

export function found<T, U>(
  page: PageWanted,
  rows: readonly T[],
  total: number,
  describe: (row: T) => U,
): Found<U> {
  const end = numberAt(page.at) + rows.length
  return { items: rows.map(describe), next: rows.length > 0 && end < total ? String(end) : null }
}

const root = z.object({
  account_id: id,
  account_name: maybeText,
  email: maybeText,
  account_timezone: maybeText,
  pricing_plan_type: maybeText,
})

const matches = z.object({ members: z.array(member) })

/**
 * The provider's search has no pages and no status filter, and matches names and addresses; archived contacts are found by address only.
 */
async function search(
  api: ProviderApi,
  { audience, status }: ContactsWanted,
  words: string,
): Promise<Contact[]> {
  const query = { query: words, list_id: audience ?? undefined }
  const shape = z.object({ exact_matches: matches, full_search: matches })
  const { exact_matches, full_search } = await api.get('/3.0/search-members', shape, query)
  const members = [...exact_matches.members, ...full_search.members]
  const exact =
    audience !== null && isAddress(words)
      ? await orUndefined(api.get(memberPath(audience, words), member, NO_LINKS))
      : undefined
  const all = [...(exact ? [exact] : []), ...members].map(describeMember)
  const once = new Map(all.map((contact) => [`${contact.audienceIds.join()} ${contact.id}`, contact]))
  return [...once.values()].filter((contact) => status === null || contact.status === status)
}

export const reading: Reading = {
  async account(api) {
    const account = await api.get('/3.0/', root, NO_LINKS)
    return {
      id: account.account_id,
      name: account.account_name ?? '',
      email: account.email,
      timeZone: account.account_timezone,
      plan: account.pricing_plan_type,
    }
  },

  async audiences(api, page) {
    const fields = `lists.${LIST_FIELDS.replaceAll(',', ',lists.')},total_items`
    const shape = z.object({ lists: z.array(list), total_items: count })
    const { lists, total_items } = await api.get('/3.0/lists', shape, { ...pageQuery(page), fields })
    return found(page, lists, total_items, describeList)
  },

  async audience(api, of) {
    const body = await api.get(`/3.0/lists/${segment(of)}`, list, { fields: LIST_FIELDS })
    return { ...describeList(body), fields: await fieldsOf(api, of) }
  },

  async contacts(api, wanted, page) {
    const { audience, status, words } = wanted
    if (words !== null) return pageOfAll(await search(api, wanted, words), page)
    if (audience === null) throw new ProblemError('audience_required')
    const query = {
      ...pageQuery(page),
      status: status === null ? undefined : statusWord(status),
      fields: `${MEMBER_FIELDS},total_items`,
    }
    const shape = z.object({ members: z.array(member), total_items: count })
    const answer = await api.get(`/3.0/lists/${segment(audience)}/members`, shape, query)
    return found(page, answer.members, answer.total_items, describeMember)
  },

  async contact(api, { audience, contact }) {
    if (audience === null) throw new ProblemError('audience_required')
    return describeMember(await api.get(memberPath(audience, contact), member, NO_LINKS))
  },

  async segments(api, audience, page) {
    const row = z.object({ id: integerId, name: z.string(), member_count: count })
    const shape = z.object({ segments: z.array(row), total_items: count })
    const query = { ...pageQuery(page), exclude_fields: 'segments._links' }
    const answer = await api.get(`/3.0/lists/${segment(audience)}/segments`, shape, query)
    return found(page, answer.segments, answer.total_items, ({ id, name, member_count }) => ({
      id,
      name,
      contactCount: member_count,
    }))
  },

  async campaigns(api, page, { audience, status } = {}) {
    const query = {
      ...pageQuery(page),
      sort_field: 'create_time',
      sort_dir: 'DESC',
      list_id: audience,
      status: status && campaignStatusWord(status),
      exclude_fields: 'campaigns._links,_links',
    }
    const shape = z.object({ campaigns: z.array(campaignBody), total_items: count })
    const answer = await api.get('/3.0/campaigns', shape, query)
    return found(page, answer.campaigns, answer.total_items, describeCampaign)
  },

  async campaign(api, of) {
    return describeCampaign(await api.get(`/3.0/campaigns/${segment(of)}`, campaignBody, NO_LINKS))
  },

  async report(api, campaign) {
    const body = await api.get(`/3.0/reports/${segment(campaign)}`, reportBody, NO_LINKS)
    const { hard_bounces: hard, soft_bounces: soft, syntax_errors: syntax } = body.bounces
    const total = hard + soft + syntax
    const { opens, clicks, emails_sent: sent } = body
    return {
      campaignId: body.id,
      sent,
      opens: {
        total: opens.opens_total,
        unique: opens.unique_opens,
        rate: rateOf(opens.unique_opens, sent, total),
      },
      clicks: {
        total: clicks.clicks_total,
        unique: clicks.unique_subscriber_clicks,
        rate: rateOf(clicks.unique_subscriber_clicks, sent, total),
      },
      bounces: { total, hard: hard + syntax, soft },
      unsubscribes: body.unsubscribed,
      complaints: body.abuse_reports,
    }
  },

  async templates(api, page) {
    const row = z.object({ id: integerId, name: z.string(), date_created: maybeTime })
    const shape = z.object({ templates: z.array(row), total_items: count })
    const query = { ...pageQuery(page), exclude_fields: 'templates._links' }
    const answer = await api.get('/3.0/templates', shape, query)
    return found(page, answer.templates, answer.total_items, ({ id, name, date_created }) => ({
      id,
      name,
      createdAt: date_created,
    }))
  },
}

/** A member's ID is the MD5 hash of the lower-case email address, or the provider's own. */
export function memberPath(audience: string, contact: string): string {
  const hashed = contact.includes('@') ? hash('md5', contact.trim().toLowerCase()) : contact
  return `/3.0/lists/${segment(audience)}/members/${segment(hashed)}`
}

const MAX_FIELDS = 100

/** The merge tags of an audience. */
export async function fieldsOf(api: ProviderApi, audience: string): Promise<string[]> {
  const shape = z.object({ merge_fields: z.array(z.object({ tag: z.string() })) })
  const query = { count: MAX_FIELDS, fields: 'merge_fields.tag' }
  const { merge_fields } = await api.get(`/3.0/lists/${segment(audience)}/merge-fields`, shape, query)
  return merge_fields.map(({ tag }) => tag)
}
