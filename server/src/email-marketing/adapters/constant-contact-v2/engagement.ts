import { z } from 'zod'
import type { Engagement } from '../adapter.ts'
import type { Found, PageWanted } from '../page.ts'
import type { ProviderApi } from '../provider-api.ts'
import { pageOfLists } from '../read-lists.ts'
import { activitiesIn, listOf, type RecipientLists } from '../recipient-lists.ts'
import type { RecipientActivity } from '../../model/schemas.ts'
import { id, integerId, maybeText, maybeTime } from '../shapes.ts'
import { segment } from '../values.ts'
import { findContact } from './list-contacts.ts'
import { nextOf, paged } from './paging.ts'

/* The tracking lists of API v2, of a campaign and of a contact. Each kind has its own list and its own name for the time. */

type TimeMember = 'send_date' | 'open_date' | 'click_date' | 'bounce_date' | 'unsubscribe_date'

const TRACKING: RecipientLists<{ list: string; time: TimeMember }> = {
  sent: { list: 'sends', time: 'send_date' },
  opened: { list: 'opens', time: 'open_date' },
  clicked: { list: 'clicks', time: 'click_date' },
  bounced: { list: 'bounces', time: 'bounce_date' },
  unsubscribed: { list: 'unsubscribes', time: 'unsubscribe_date' },
}

export const RECIPIENT_ACTIVITIES = activitiesIn(TRACKING)

const tracked = z.object({
  campaign_id: integerId.nullish(),
  contact_id: id,
  email_address: maybeText,
  send_date: maybeTime,
  open_date: maybeTime,
  click_date: maybeTime,
  bounce_date: maybeTime,
  unsubscribe_date: maybeTime,
  bounce_description: maybeText,
  unsubscribe_reason: maybeText,
})

async function tracking(
  api: ProviderApi,
  of: string,
  activity: RecipientActivity,
  { limit, at }: PageWanted,
): Promise<Found<z.output<typeof tracked> & { at: string | null }>> {
  const { list, time } = listOf(TRACKING, activity)
  const answer = await api.get(`/v2/${of}/tracking/${list}`, paged(tracked), { limit, next: at ?? undefined })
  return { items: answer.results.map((row) => ({ ...row, at: row[time] })), next: nextOf(answer) }
}

export const engagement: Engagement = {
  async campaignRecipients(api, campaign, activity, page) {
    const of = `emailmarketing/campaigns/${segment(campaign)}`
    const { items, next } = await tracking(api, of, activity, page)
    return {
      items: items.map((row) => ({
        contactId: row.contact_id,
        email: row.email_address,
        activity,
        at: row.at,
        url: null,
        bounceType: null,
        reason: row.bounce_description ?? row.unsubscribe_reason,
      })),
      next,
    }
  },

  async contactActivity(api, { contact }, page) {
    const { id: contactId } = await findContact(api, contact)
    return pageOfLists(RECIPIENT_ACTIVITIES, page, async (activity, wanted) => {
      const { items, next } = await tracking(api, `contacts/${segment(contactId)}`, activity, wanted)
      return {
        items: items.map((row) => ({
          activity,
          campaignId: row.campaign_id ?? null,
          campaignName: null,
          at: row.at,
          url: null,
          bounceType: null,
        })),
        next,
      }
    })
  },
}
