import type { Campaign } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import type { Found, PageWanted } from '../page.ts'
import type { Reading } from '../adapter.ts'
import type { ProviderApi, Query } from '../provider-api.ts'
import { readWholeList } from '../read-lists.ts'
import { count, maybeText } from '../shapes.ts'
import { pageOfAll, rateOf, segment } from '../values.ts'
import {
  campaignBody,
  type CampaignBody,
  describeCampaign,
  describeContact,
  describeList,
  FIELDS,
  listBody,
} from './describe.ts'
import { findContact, listContacts } from './list-contacts.ts'
import { listSegments } from './list-segments.ts'
import { nextOf, paged } from './paging.ts'

/* Constant Contact API v2: account, lists, contacts, campaigns and their reports. */

const info = z.object({ email: z.string().min(1), organization_name: maybeText, time_zone: maybeText })

const summaryBody = z.object({
  sends: count,
  opens: count,
  clicks: count,
  bounces: count,
  unsubscribes: count,
  spam_count: count,
})

/** The provider's largest page. */
const CAMPAIGNS_AT_ONCE = 50

async function listCampaigns(api: ProviderApi, query: Query): Promise<Found<CampaignBody>> {
  const answer = await api.get('/v2/emailmarketing/campaigns', paged(campaignBody), query)
  return { items: answer.results, next: nextOf(answer) }
}

/** Lists of one of these statuses are in order, the newest first. */
const IN_ORDER: Partial<Record<Campaign['status'], CampaignBody['status']>> = {
  draft: 'DRAFT',
  sent: 'SENT',
}

/** A list of all statuses has no order, so all campaigns are read to find the newest. Sending is a campaign's last change. */
async function newestOfAll(api: ProviderApi, page: PageWanted): Promise<Found<CampaignBody>> {
  const all = await readWholeList((at) =>
    listCampaigns(api, { limit: CAMPAIGNS_AT_ONCE, next: at ?? undefined }),
  )
  return pageOfAll(
    all.toSorted((a, b) => (b.modified_date ?? '').localeCompare(a.modified_date ?? '')),
    page,
  )
}

export const reading: Reading = {
  async account(api) {
    const { email, organization_name, time_zone } = await api.get('/v2/account/info', info)
    // The API has no account ID, so the email address identifies the account.
    return { id: email, name: organization_name ?? '', email, timeZone: time_zone, plan: null }
  },

  async audiences(api, page) {
    return pageOfAll((await api.get('/v2/lists', z.array(listBody))).map(describeList), page)
  },

  async audience(api, id) {
    const list = await api.get(`/v2/lists/${segment(id)}`, listBody)
    return { ...describeList(list), fields: [...FIELDS], signupUrl: null }
  },

  contacts: listContacts,

  async contact(api, { contact }) {
    return describeContact(await findContact(api, contact))
  },

  async segments(api, _audience, page) {
    return pageOfAll(await listSegments(api), page)
  },

  async campaigns(api, page, hints) {
    const status = hints?.status && IN_ORDER[hints.status]
    const limit = Math.min(page.limit, CAMPAIGNS_AT_ONCE)
    const { items, next } = await (status
      ? listCampaigns(api, { status, limit, next: page.at ?? undefined })
      : newestOfAll(api, page))
    return { items: items.map(describeCampaign), next }
  },

  async campaign(api, id) {
    return describeCampaign(await api.get(`/v2/emailmarketing/campaigns/${segment(id)}`, campaignBody))
  },

  async report(api, campaignId) {
    const path = `/v2/emailmarketing/campaigns/${segment(campaignId)}/tracking/reports/summary`
    const { sends, opens, clicks, bounces, unsubscribes, spam_count } = await api.get(path, summaryBody)
    return {
      campaignId,
      sent: sends,
      opens: { total: null, unique: opens, rate: rateOf(opens, sends, bounces) },
      clicks: { total: null, unique: clicks, rate: rateOf(clicks, sends, bounces) },
      bounces: { total: bounces, hard: null, soft: null },
      unsubscribes,
      complaints: spam_count,
      revenue: null,
    }
  },

  templates: () => Promise.resolve({ items: [], next: null }),
}
