import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { Insight } from '../adapter.ts'
import { count, maybeCount, maybeText, maybeTime } from '../shapes.ts'
import type { CampaignVariant } from '../../model/insight-schemas.ts'
import { rateOf, segment } from '../values.ts'
import { reportBody } from './describe.ts'
import { NO_LINKS } from './paging.ts'

const MAX_ITEMS = 1000

const root = z.object({
  account_timezone: maybeText,
  pricing_plan_type: maybeText,
  total_subscribers: maybeCount,
})

const tested = z.object({
  type: z.string(),
  variate_settings: z.object({ winning_campaign_id: maybeText }).nullish(),
})

const part = reportBody.extend({ subject_line: maybeText, send_time: maybeTime })

function describePart(report: z.output<typeof part>, winner: string | null): CampaignVariant {
  const { id, subject_line, send_time, emails_sent, bounces, opens, clicks } = report
  const bounced = bounces.hard_bounces + bounces.soft_bounces + bounces.syntax_errors
  return {
    id,
    subject: subject_line,
    fromName: null,
    sentAt: send_time,
    sentCount: emails_sent,
    openRate: rateOf(opens.unique_opens, emails_sent, bounced),
    clickRate: rateOf(clicks.unique_subscriber_clicks, emails_sent, bounced),
    isWinner: winner === null ? null : id === winner,
  }
}

export const insight: Insight = {
  async accountFacts(api) {
    const account = await api.get('/3.0/', root, NO_LINKS)
    const domain = z.object({ domain: z.string(), verified: z.boolean(), authenticated: z.boolean() })
    const { domains } = await api.get('/3.0/verified-domains', z.object({ domains: z.array(domain) }))
    return {
      timeZone: account.account_timezone,
      plan: account.pricing_plan_type,
      contactCount: account.total_subscribers,
      sendsLeft: null,
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
      { count: MAX_ITEMS, exclude_fields: 'urls_clicked._links' },
    )
    return urls_clicked.map(({ url, total_clicks, unique_clicks }) => ({
      url,
      clickCount: total_clicks,
      contactCount: unique_clicks,
    }))
  },

  async campaignVariants(api, campaign) {
    const path = `/3.0/campaigns/${segment(campaign)}`
    const { type, variate_settings: settings } = await api.get(path, tested, NO_LINKS)
    if (type === 'absplit')
      throw new ProblemError('unsupported_by_provider', {
        facts: { capability: 'the parts of an older A/B test' },
      })
    if (type !== 'variate') return []
    const { reports } = await api.get(
      `/3.0/reports/${segment(campaign)}/sub-reports`,
      z.object({ reports: z.array(part) }),
      NO_LINKS,
    )
    return reports.map((report) => describePart(report, settings?.winning_campaign_id || null))
  },

  async audienceGrowth(api, audience, months) {
    const row = z.object({ month: z.string(), imports: count, optins: count })
    const { history } = await api.get(
      `/3.0/lists/${segment(audience)}/growth-history`,
      z.object({ history: z.array(row) }),
      { count: MAX_ITEMS, exclude_fields: 'history._links' },
    )
    const joined = new Map(history.map(({ month, imports, optins }) => [month, imports + optins]))
    return months.map((month) => ({ month, joinedCount: joined.get(month) ?? 0, leftCount: null }))
  },

  templateContent: () =>
    Promise.reject(
      new ProblemError('unsupported_by_provider', { facts: { capability: 'the HTML of templates' } }),
    ),
}
