import { z } from 'zod'
import { campaignRecipient, recipientActivity } from '../../email-marketing/model/schemas.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageSummary } from '../format-result.ts'
import { connection, defineTool, page, reference } from '../tool.ts'

export const listCampaignRecipientsTool = defineTool({
  name: 'list_campaign_recipients',
  title: 'List recipients of a campaign',
  description:
    'Lists who received, opened, did not open, clicked, bounced, unsubscribed or complained, with the link, time or reason where the provider tells.',
  toolset: 'reports',
  scope: 'reports:read',
  effect: 'read',
  input: z.object({ connection, campaign: reference, activity: recipientActivity, ...page }),
  output: sourcedPage(campaignRecipient.omit({ activity: true }).partial({ contactId: true })),
  openWorld: true,
  async answer(context, input) {
    const { activity } = input
    const found = await pageOfAccount(context, input, ({ adapter, api }, wanted, { campaign }) =>
      adapter.campaignRecipients(api, campaign, activity, wanted),
    )
    // The email address identifies the recipient, and costs fewer tokens.
    const items = found.items.map(({ activity: _same, contactId, ...recipient }) =>
      recipient.email === null ? { contactId, ...recipient } : recipient,
    )
    return {
      summary: pageSummary('recipient', found, ` (${activity.replace('_', ' ')})`),
      structured: { ...found, items },
    }
  },
})
