import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { Engagement } from '../../adapter.ts'
import { positionIn, positionText } from '../../position.ts'
import type { RecipientActivity } from '../../schemas.ts'
import { integerId, maybeText } from '../../shapes.ts'
import { STATISTICS } from './describe.ts'
import { campaignId, messageOf } from './campaign-id.ts'
import { pageOf } from './paging.ts'
import { findContact } from './recipients.ts'

/* MailUp statistics: lists of a message and of a recipient. They have no times, and no kinds of bounces. */

const LISTS = {
  sent: { message: 'Recipients', recipient: 'Deliveries' },
  opened: { message: 'Views', recipient: 'Views' },
  clicked: { message: 'UrlClickDetails', recipient: 'Clicks' },
  bounced: { message: 'Bounces', recipient: 'Bounces' },
  unsubscribed: { message: 'Unsubscriptions', recipient: 'Unsubscriptions' },
} as const satisfies Partial<Record<RecipientActivity, { message: string; recipient: string }>>
type Listed = keyof typeof LISTS

export const RECIPIENT_ACTIVITIES: Listed[] = ['sent', 'opened', 'clicked', 'bounced', 'unsubscribed']

const isListed = (activity: RecipientActivity): activity is Listed => Object.hasOwn(LISTS, activity)

const messageRow = z.object({ IdRecipient: integerId, Email: maybeText, Url: maybeText })
const recipientRow = z.object({
  IdMessage: integerId,
  IdList: integerId,
  Subject: maybeText,
  Notes: maybeText,
})

const NOTHING_MORE = { at: null, bounceType: null } as const

export const engagement: Engagement = {
  campaignRecipients(api, campaign, activity, page) {
    if (!isListed(activity))
      throw new ProblemError('unsupported_by_provider', { facts: { capability: `who ${activity}` } })
    const path = `${STATISTICS}/Message/${messageOf(campaign)}/List/${LISTS[activity].message}`
    return pageOf(api, path, messageRow, page, ({ IdRecipient, Email, Url }) => ({
      contactId: IdRecipient,
      email: Email,
      activity,
      url: Url,
      reason: null,
      ...NOTHING_MORE,
    }))
  },

  async contactActivity(api, { audience, contact }, { limit, at }) {
    if (audience === null) throw new ProblemError('audience_required')
    const { id } = await findContact(api, audience, contact)
    const { part, inner } = positionIn(at, RECIPIENT_ACTIVITIES.length)
    const activity = RECIPIENT_ACTIVITIES[part] ?? 'sent'
    const path = `${STATISTICS}/Recipient/${id}/List/${LISTS[activity].recipient}`
    const { items, next } = await pageOf(api, path, recipientRow, { limit, at: inner }, (row) => ({
      activity,
      campaignId: campaignId(row.IdList, row.IdMessage),
      campaignName: row.Notes ?? row.Subject,
      url: null,
      ...NOTHING_MORE,
    }))
    return { items, next: positionText({ part, inner: next }, RECIPIENT_ACTIVITIES.length) }
  },
}
