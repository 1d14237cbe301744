import { z } from 'zod'
import { MAX_SEARCH_LENGTH } from '../../kernel/limits.ts'
import { findCampaigns } from '../../email-marketing/find-campaigns.ts'
import { campaign, campaignStatus } from '../../email-marketing/schemas.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageSummary } from '../format-result.ts'
import { connection, defineTool, page, reference, responseFormat, time } from '../tool.ts'

export const listCampaignsTool = defineTool({
  name: 'list_campaigns',
  title: 'List campaigns',
  description:
    'Lists campaigns with their status, such as draft, scheduled or sent; newest first where the provider sorts. For results use get_campaign_reports.',
  toolset: 'campaigns',
  scope: 'campaigns:read',
  effect: 'read',
  input: z.object({
    connection,
    audience: reference.optional(),
    status: campaignStatus.optional(),
    since: time.optional().describe('Sent, scheduled or created from this time on'),
    until: time.optional(),
    search: z.string().min(1).max(MAX_SEARCH_LENGTH).optional().describe('A part of the name or subject'),
    responseFormat,
    ...page,
  }),
  output: sourcedPage(
    campaign.partial({ audienceIds: true, segmentIds: true, fromName: true, fromEmail: true }),
  ),
  openWorld: true,
  async answer(context, input) {
    const { status, since, until, search: words, responseFormat } = input
    const found = await pageOfAccount(context, input, (account, wanted, { audience }) =>
      findCampaigns(account, { audience, status, since, until, words }, wanted),
    )
    const items = found.items.map(
      ({ id, name, subject, status: is, scheduledAt, sentAt, createdAt, ...more }) => ({
        id,
        name,
        subject,
        status: is,
        scheduledAt,
        sentAt,
        createdAt,
        ...(responseFormat === 'detailed' && more),
      }),
    )
    return { summary: pageSummary('campaigns', found), structured: { ...found, items } }
  },
})
