import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { Insight } from '../../adapter.ts'
import { count, maybeCount, maybeText } from '../../shapes.ts'
import { segment } from '../../values.ts'
import { NO_LINKS } from './reading.ts'

const MOST = 1000

const root = z.object({
  account_timezone: maybeText,
  pricing_plan_type: maybeText,
  total_subscribers: maybeCount,
})

export const insight: Insight = {
  async accountFacts(api) {
    const account = await api.get('/3.0/', root, NO_LINKS)
    const domain = z.object({ domain: z.string(), verified: z.boolean(), authenticated: z.boolean() })
    const { domains } = await api.get('/3.0/verified-domains', z.object({ domains: z.array(domain) }))
    return {
      timeZone: account.account_timezone,
      plan: account.pricing_plan_type,
      contactCount: account.total_subscribers,
      senders: null,
      domains: domains.map(({ domain: name, verified, authenticated }) => ({
        domain: name,
        isVerified: verified,
        isAuthenticated: authenticated,
      })),
    }
  },

  async campaignLinks(api, campaign) {
    const row = z.object({ url: z.string(), total_clicks: count, unique_clicks: count })
    const { urls_clicked } = await api.get(
      `/3.0/reports/${segment(campaign)}/click-details`,
      z.object({ urls_clicked: z.array(row) }),
      { count: MOST, exclude_fields: 'urls_clicked._links' },
    )
    return urls_clicked.map(({ url, total_clicks, unique_clicks }) => ({
      url,
      clickCount: total_clicks,
      contactCount: unique_clicks,
    }))
  },

  async audienceGrowth(api, audience, months) {
    const row = z.object({ month: z.string(), imports: count, optins: count })
    const { history } = await api.get(
      `/3.0/lists/${segment(audience)}/growth-history`,
      z.object({ history: z.array(row) }),
      { count: MOST, exclude_fields: 'history._links' },
    )
    const joined = new Map(history.map(({ month, imports, optins }) => [month, imports + optins]))
    return months.map((month) => ({ month, joinedCount: joined.get(month) ?? 0, leftCount: null }))
  },

  templateContent: () =>
    Promise.reject(
      new ProblemError('unsupported_by_provider', { facts: { capability: 'the HTML of templates' } }),
    ),
}
