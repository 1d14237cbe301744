import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { Engagement, Found, PageWanted, ProviderApi } from '../../adapter.ts'
import { positionIn, positionText } from '../../position.ts'
import type { RecipientActivity } from '../../schemas.ts'
import { id, integerId, maybeText, maybeTime } from '../../shapes.ts'
import { segment } from '../../values.ts'
import { findContact } from './list-contacts.ts'
import { nextOf, paged } from './paging.ts'

/* The tracking lists of API v2, of a campaign and of a contact. Each kind has its own list and its own name for the time. */

const TRACKING = {
  sent: { list: 'sends', time: 'send_date' },
  opened: { list: 'opens', time: 'open_date' },
  clicked: { list: 'clicks', time: 'click_date' },
  bounced: { list: 'bounces', time: 'bounce_date' },
  unsubscribed: { list: 'unsubscribes', time: 'unsubscribe_date' },
} as const satisfies Partial<Record<RecipientActivity, { list: string; time: string }>>
type Listed = keyof typeof TRACKING

export const RECIPIENT_ACTIVITIES: Listed[] = ['sent', 'opened', 'clicked', 'bounced', 'unsubscribed']

const isListed = (activity: RecipientActivity): activity is Listed => Object.hasOwn(TRACKING, activity)

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

function tracking(
  api: ProviderApi,
  of: string,
  activity: Listed,
  { limit, at }: PageWanted,
): Promise<Found<z.output<typeof tracked>>> {
  const path = `/v2/${of}/tracking/${TRACKING[activity].list}`
  return api
    .get(path, paged(tracked), { limit, next: at ?? undefined })
    .then((answer) => ({ items: answer.results, next: nextOf(answer) }))
}

export const engagement: Engagement = {
  async campaignRecipients(api, campaign, activity, page) {
    if (!isListed(activity))
      throw new ProblemError('unsupported_by_provider', { facts: { capability: `who ${activity}` } })
    const { items, next } = await tracking(
      api,
      `emailmarketing/campaigns/${segment(campaign)}`,
      activity,
      page,
    )
    return {
      items: items.map((row) => ({
        contactId: row.contact_id,
        email: row.email_address,
        activity,
        at: row[TRACKING[activity].time],
        url: null,
        bounceType: null,
        reason: row.bounce_description ?? row.unsubscribe_reason,
      })),
      next,
    }
  },

  async contactActivity(api, { contact }, { limit, at }) {
    const { id: contactId } = await findContact(api, contact)
    const { part, inner } = positionIn(at, RECIPIENT_ACTIVITIES.length)
    const activity = RECIPIENT_ACTIVITIES[part] ?? 'sent'
    const { items, next } = await tracking(api, `contacts/${segment(contactId)}`, activity, {
      limit,
      at: inner,
    })
    return {
      items: items.map((row) => ({
        activity,
        campaignId: row.campaign_id ?? null,
        campaignName: null,
        at: row[TRACKING[activity].time],
        url: null,
        bounceType: null,
      })),
      next: positionText({ part, inner: next }, RECIPIENT_ACTIVITIES.length),
    }
  },
}
