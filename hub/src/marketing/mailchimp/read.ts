import { hash } from 'node:crypto'
import { HubError } from '../../errors.ts'
import type { Found, PageWanted, PlatformApi, Reading } from '../adapter.ts'
import { numberAt, rateOf, segment, textOrNull, timeOrNull } from '../values.ts'
import {
  CONTACT_STATUS,
  type CampaignBody,
  type List,
  type Member,
  type ReportBody,
  describeCampaign,
  describeList,
  describeMember,
} from './describe.ts'

/* Mailchimp API 3.0, https://mailchimp.com/developer/marketing/api/ */

export const NO_LINKS = { exclude_fields: '_links' }
const LIST_FIELDS = 'id,name,date_created,stats'

const pageQuery = ({ limit, at }: PageWanted) => ({ count: limit, offset: numberAt(at) })

function found<T, U>(page: PageWanted, rows: readonly T[], total: number, describe: (row: T) => U): Found<U> {
  const end = numberAt(page.at) + rows.length
  return { items: rows.map(describe), next: rows.length > 0 && end < total ? String(end) : null }
}

export const reading: Reading = {
  async account(api) {
    const root = await api.get<Record<string, unknown>>('/3.0/', NO_LINKS)
    return {
      id: String(root['account_id']),
      name: textOrNull(root['account_name']) ?? '',
      email: textOrNull(root['email']),
      timeZone: textOrNull(root['account_timezone']),
      plan: textOrNull(root['pricing_plan_type']),
    }
  },

  async audiences(api, page) {
    const fields = `lists.${LIST_FIELDS.replaceAll(',', ',lists.')},total_items`
    const answer = await api.get<{ lists: List[]; total_items: number }>('/3.0/lists', {
      ...pageQuery(page),
      fields,
    })
    return found(page, answer.lists, answer.total_items, describeList)
  },

  async audience(api, id) {
    const list = await api.get<List>(`/3.0/lists/${segment(id)}`, { fields: LIST_FIELDS })
    return { ...describeList(list), fields: await fieldsOf(api, id) }
  },

  async contacts(api, { audience, status, words }, page) {
    if (audience === null) throw new HubError('audience_missing')
    if (words !== null) {
      // The platform's search has no pages, and knows no status.
      const query = { query: words, list_id: audience }
      const answer = await api.get<Record<'exact_matches' | 'full_search', { members: Member[] }>>(
        '/3.0/search-members',
        query,
      )
      const members = [...answer.exact_matches.members, ...answer.full_search.members]
      const once = new Map(members.map((member) => [member.id, member]))
      const items = [...once.values()].map(describeMember).filter((contact) => contact.status === status)
      return { items: items.slice(0, page.limit), next: null }
    }
    const theirs = Object.keys(CONTACT_STATUS).find((name) => CONTACT_STATUS[name] === status)
    if (theirs === undefined) return { items: [], next: null }
    const path = `/3.0/lists/${segment(audience)}/members`
    const query = { ...pageQuery(page), status: theirs, exclude_fields: 'members._links,_links' }
    const answer = await api.get<{ members: Member[]; total_items: number }>(path, query)
    return found(page, answer.members, answer.total_items, describeMember)
  },

  async contact(api, { audience, contact }) {
    if (audience === null) throw new HubError('audience_missing')
    return describeMember(await api.get<Member>(memberPath(audience, contact), NO_LINKS))
  },

  async segments(api, audience, page) {
    const answer = await api.get<{
      segments: { id: number; name: string; member_count: number }[]
      total_items: number
    }>(`/3.0/lists/${segment(audience)}/segments`, { ...pageQuery(page), exclude_fields: 'segments._links' })
    return found(page, answer.segments, answer.total_items, ({ id, name, member_count }) => ({
      id: String(id),
      name,
      contacts: member_count,
    }))
  },

  async campaigns(api, page) {
    const query = { ...pageQuery(page), sort_field: 'create_time', sort_dir: 'DESC' }
    const answer = await api.get<{ campaigns: CampaignBody[]; total_items: number }>('/3.0/campaigns', query)
    return found(page, answer.campaigns, answer.total_items, describeCampaign)
  },

  async campaign(api, id) {
    return describeCampaign(await api.get<CampaignBody>(`/3.0/campaigns/${segment(id)}`, NO_LINKS))
  },

  async report(api, campaign) {
    const body = await api.get<ReportBody>(`/3.0/reports/${segment(campaign)}`, NO_LINKS)
    const { hard_bounces: hard, soft_bounces: soft, syntax_errors: syntax } = body.bounces
    const total = hard + soft + syntax
    const { opens, clicks, emails_sent: sent } = body
    return {
      campaign: body.id,
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
    const answer = await api.get<{
      templates: { id: number; name: string; date_created: string }[]
      total_items: number
    }>('/3.0/templates', { ...pageQuery(page), exclude_fields: 'templates._links' })
    return found(page, answer.templates, answer.total_items, ({ id, name, date_created }) => ({
      id: String(id),
      name,
      createdAt: timeOrNull(date_created),
    }))
  },
}

/** A member is known by the MD5 of the lower-case address, or by an id of its own. */
export function memberPath(audience: string, contact: string): string {
  const id = contact.includes('@') ? hash('md5', contact.toLowerCase()) : contact
  return `/3.0/lists/${segment(audience)}/members/${segment(id)}`
}

const MOST_FIELDS = 100

/** The tags of an audience's merge fields. */
export async function fieldsOf(api: PlatformApi, audience: string): Promise<string[]> {
  const { merge_fields } = await api.get<{ merge_fields: { tag: string }[] }>(
    `/3.0/lists/${segment(audience)}/merge-fields`,
    { count: MOST_FIELDS, fields: 'merge_fields.tag' },
  )
  return merge_fields.map(({ tag }) => tag)
}
