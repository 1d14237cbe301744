import type { CampaignReport } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { Reading } from '../adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { count, id, maybeText, maybeTime, integerId } from '../shapes.ts'
import { pageOfAll, rateOf, segment } from '../values.ts'
import {
  campaignBody,
  campaignStatusWord,
  describeCampaign,
  describeList,
  describeMember,
  list,
  member,
  reportBody,
} from './describe.ts'
import { findAmongMembers, listMembers, memberPath, searchMembers } from './members.ts'
import { found, NO_LINKS, pageQuery } from './paging.ts'

/* Mailchimp API 3.0, https://mailchimp.com/developer/marketing/api/ */

const LIST_FIELDS = 'id,name,date_created,stats'

const root = z.object({
  account_id: id,
  account_name: maybeText,
  email: maybeText,
  account_timezone: maybeText,
  pricing_plan_type: maybeText,
})

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
    const body = await api.get(`/3.0/lists/${segment(of)}`, list.extend({ subscribe_url_short: maybeText }), {
      fields: `${LIST_FIELDS},subscribe_url_short`,
    })
    return {
      ...describeList(body),
      fields: await fieldsOf(api, of),
      signupUrl: body.subscribe_url_short,
    }
  },

  async contacts(api, wanted, page) {
    const { audience, status, words } = wanted
    if (words !== null) {
      const all = await searchMembers(api, wanted, words)
      if (all) return pageOfAll(all, page)
    }
    if (audience === null) throw new ProblemError('audience_required')
    return words === null
      ? listMembers(api, { audience, status }, page)
      : findAmongMembers(api, { audience, status, words }, words, page)
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
      sort_field: status === 'sent' ? 'send_time' : 'create_time',
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
      revenue: revenueOf(body),
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

function revenueOf({ ecommerce }: z.output<typeof reportBody>): CampaignReport['revenue'] {
  if (!ecommerce || ecommerce.total_orders === 0) return null
  const { total_orders: orderCount, total_revenue: total, currency_code } = ecommerce
  return { orderCount, total, currency: currency_code ?? '' }
}

const MAX_FIELDS = 100

/** The merge tags of an audience. */
export async function fieldsOf(api: ProviderApi, audience: string): Promise<string[]> {
  const shape = z.object({ merge_fields: z.array(z.object({ tag: z.string() })) })
  const query = { count: MAX_FIELDS, fields: 'merge_fields.tag' }
  const { merge_fields } = await api.get(`/3.0/lists/${segment(audience)}/merge-fields`, shape, query)
  return merge_fields.map(({ tag }) => tag)
}
