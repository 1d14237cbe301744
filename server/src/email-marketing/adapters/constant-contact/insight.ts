import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { Insight } from '../adapter.ts'
import { forEach } from '../../model/for-each.ts'
import { count, maybeText } from '../shapes.ts'
import { segment } from '../values.ts'
import { campaignBody } from './describe.ts'
import { orUndefined } from '../writing.ts'
import { primaryActivity, reading } from './reading.ts'

const CONCURRENCY = 4

const sender = z.array(z.object({ email_address: z.string(), confirm_status: maybeText }))
const links = z.object({
  link_click_counts: z.array(z.object({ link_url: z.string(), unique_clicks: count })),
})

/** The first moment of the month after this one. */
function endOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 1)).toISOString()
}

const NO_FIGURES = {
  id: null,
  fromName: null,
  sentAt: null,
  sentCount: null,
  openRate: null,
  clickRate: null,
  isWinner: null,
} as const

export const insight: Insight = {
  async accountFacts(api) {
    const { timeZone } = await reading.account(api)
    const senders = await api.get('/v3/account/emails', sender)
    const { total } = await api.get('/v3/contacts/counts', z.object({ total: count }))
    return {
      timeZone,
      plan: null,
      contactCount: total,
      sendsLeft: null,
      senders: senders.map(({ email_address, confirm_status }) => ({
        email: email_address,
        isVerified: confirm_status === 'CONFIRMED',
      })),
      domains: null,
    }
  },

  async campaignLinks(api, campaign) {
    const { campaign_activities } = await api.get(`/v3/emails/${segment(campaign)}`, campaignBody)
    const primary = campaign_activities?.find(({ role }) => role === 'primary_email')
    if (!primary) throw new ProblemError('resource_not_found')
    const path = `/v3/reports/email_reports/${segment(primary.campaign_activity_id)}/links`
    const { link_click_counts } = await api.get(path, links)
    return link_click_counts.map(({ link_url, unique_clicks }) => ({
      url: link_url,
      clickCount: null,
      contactCount: unique_clicks,
    }))
  },

  /** The API returns the two subjects of a test, and no figures for each. */
  async campaignVariants(api, campaign) {
    const body = await api.get(`/v3/emails/${segment(campaign)}`, campaignBody)
    const activity = await primaryActivity(api, body)
    if (!activity) throw new ProblemError('resource_not_found')
    const path = `/v3/emails/activities/${segment(activity.campaign_activity_id)}/abtest`
    const test = await orUndefined(api.get(path, z.object({ alternative_subject: maybeText })))
    return test === undefined
      ? []
      : [activity.subject, test.alternative_subject].map((subject) => ({ ...NO_FIGURES, subject }))
  },

  audienceGrowth: (api, audience, months) =>
    forEach(months, CONCURRENCY, async (month) => {
      const { contacts_count } = await api.get('/v3/contacts', z.object({ contacts_count: count }), {
        lists: audience,
        status: 'all',
        created_after: `${month}-01T00:00:00.000Z`,
        created_before: endOf(month),
        include_count: 'true',
        limit: 1,
      })
      return { month, joinedCount: contacts_count, leftCount: null }
    }),

  templateContent: () =>
    Promise.reject(
      new ProblemError('unsupported_by_provider', { facts: { capability: 'the HTML of templates' } }),
    ),
}
