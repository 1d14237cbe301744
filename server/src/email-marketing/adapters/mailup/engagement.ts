import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { Engagement } from '../adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { pageOfLists } from '../read-lists.ts'
import { activitiesIn, listOf, type RecipientLists } from '../recipient-lists.ts'
import { integerId, maybeText } from '../shapes.ts'
import { STATISTICS } from './describe.ts'
import { campaignId, messageOf } from './campaign-id.ts'
import { everything, pageOf } from './paging.ts'
import { findContact } from './recipients.ts'

/* MailUp statistics: lists of a message and of a recipient. They have no times and no bounce types. */

const LISTS: RecipientLists<{ message: string; recipient: string }> = {
  sent: { message: 'Recipients', recipient: 'Deliveries' },
  opened: { message: 'Views', recipient: 'Views' },
  clicked: { message: 'UrlClickDetails', recipient: 'Clicks' },
  bounced: { message: 'Bounces', recipient: 'Bounces' },
  unsubscribed: { message: 'Unsubscriptions', recipient: 'Unsubscriptions' },
}

export const RECIPIENT_ACTIVITIES = activitiesIn(LISTS)

const messageRow = z.object({ IdRecipient: integerId, Email: maybeText, Url: maybeText })
const recipientRow = z.object({
  IdMessage: integerId,
  IdList: integerId,
  Subject: maybeText,
  Notes: maybeText,
})

const NOTHING_MORE = { at: null, bounceType: null } as const

/** Whether a recipient has unsubscribed from a list, as far back as the statistics go: fifteen days to a year. */
export async function hasUnsubscribed(api: ProviderApi, list: string, id: string): Promise<boolean> {
  const rows = await everything(api, `${STATISTICS}/Recipient/${id}/List/Unsubscriptions`, recipientRow)
  return rows.some(({ IdList }) => IdList === list)
}

/** The addresses of those who unsubscribed through a message. A row without an address is of a deleted recipient. */
export async function unsubscribedFrom(api: ProviderApi, message: string): Promise<string[]> {
  const rows = await everything(api, `${STATISTICS}/Message/${message}/List/Unsubscriptions`, messageRow)
  return rows.flatMap(({ Email }) => Email ?? [])
}

export const engagement: Engagement = {
  campaignRecipients(api, campaign, activity, page) {
    const path = `${STATISTICS}/Message/${messageOf(campaign)}/List/${listOf(LISTS, activity).message}`
    return pageOf(api, path, messageRow, page, ({ IdRecipient, Email, Url }) => ({
      contactId: IdRecipient,
      email: Email,
      activity,
      url: Url,
      reason: null,
      ...NOTHING_MORE,
    }))
  },

  async contactActivity(api, { audience, contact }, page) {
    if (audience === null) throw new ProblemError('audience_required')
    const { id } = await findContact(api, audience, contact)
    return pageOfLists(RECIPIENT_ACTIVITIES, page, (activity, wanted) => {
      const path = `${STATISTICS}/Recipient/${id}/List/${listOf(LISTS, activity).recipient}`
      return pageOf(api, path, recipientRow, wanted, (row) => ({
        activity,
        campaignId: campaignId(row.IdList, row.IdMessage),
        campaignName: row.Notes ?? row.Subject,
        url: null,
        ...NOTHING_MORE,
      }))
    })
  },
}
