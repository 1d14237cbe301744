import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { Engagement } from '../adapter.ts'
import { activitiesIn, activityNamed, listOf, type RecipientLists } from '../recipient-lists.ts'
import type { RecipientActivity } from '../../model/schemas.ts'
import { id, maybeText, maybeTime } from '../shapes.ts'
import { segment } from '../values.ts'
import { campaignBody } from './describe.ts'
import { cursorOf, links, nextOf } from './paging.ts'
import { findContact } from './reading.ts'

/* https://v3.developer.constantcontact.com/api_guide/ (email reports, contact reports) */

/** The lists of a campaign activity's report. Complaints are not listed. */
const TRACKING: RecipientLists<string> = {
  sent: 'sends',
  opened: 'unique_opens',
  not_opened: 'didnotopens',
  clicked: 'clicks',
  bounced: 'bounces',
  unsubscribed: 'optouts',
}

export const RECIPIENT_ACTIVITIES = activitiesIn(TRACKING)

const tracked = z.object({
  contact_id: id,
  email_address: maybeText,
  created_time: maybeTime,
  link_url: maybeText,
  bounce_code: maybeText,
  opt_out_reason: maybeText,
})

const ACTIVITIES = {
  em_sends: 'sent',
  em_opens: 'opened',
  em_clicks: 'clicked',
  em_bounces: 'bounced',
  em_optouts: 'unsubscribed',
} as const satisfies Readonly<Record<string, RecipientActivity>>

const contactTracked = z.object({
  tracking_activity_type: z.string(),
  created_time: maybeTime,
  campaign_activity_name: maybeText,
})

export const engagement: Engagement = {
  async campaignRecipients(api, campaign, activity, { limit, at }) {
    const list = listOf(TRACKING, activity)
    const { campaign_activities } = await api.get(`/v3/emails/${segment(campaign)}`, campaignBody)
    const primary = campaign_activities?.find(({ role }) => role === 'primary_email')
    if (!primary) throw new ProblemError('resource_not_found')
    const answer = await api.get(
      `/v3/reports/email_reports/${segment(primary.campaign_activity_id)}/tracking/${list}`,
      z.object({ ...links, tracking_activities: z.array(tracked) }),
      { limit, cursor: cursorOf(at) },
    )
    const items = answer.tracking_activities.map((row) => ({
      contactId: row.contact_id,
      email: row.email_address,
      activity,
      at: activity === 'not_opened' ? null : row.created_time,
      url: row.link_url,
      bounceType: null,
      reason: row.bounce_code ?? row.opt_out_reason,
    }))
    return { items, next: nextOf(answer) }
  },

  async contactActivity(api, { contact }, { limit, at }) {
    const { contact_id } = await findContact(api, contact)
    const answer = await api.get(
      `/v3/reports/contact_reports/${segment(contact_id)}/activity_details`,
      z.object({ ...links, tracking_activities: z.array(contactTracked) }),
      {
        limit,
        cursor: cursorOf(at),
        tracking_activities_list: Object.keys(ACTIVITIES).join(),
        include_campaign_activity_names: 'true',
      },
    )
    const items = answer.tracking_activities.flatMap((row) => {
      const activity = activityNamed(ACTIVITIES, row.tracking_activity_type)
      if (activity === undefined) return []
      // The report names the campaign's activity, which has another ID.
      const campaign = { campaignId: null, campaignName: row.campaign_activity_name }
      return [{ activity, ...campaign, at: row.created_time, url: null, bounceType: null }]
    })
    return { items, next: nextOf(answer) }
  },
}
