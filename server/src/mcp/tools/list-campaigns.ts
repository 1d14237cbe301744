import { z } from 'zod'
import { campaign } from '../../email-marketing/schemas.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageSummary } from '../format-result.ts'
import { connection, defineTool, responseFormat, page } from '../tool.ts'

export const listCampaignsTool = defineTool({
  name: 'list_campaigns',
  title: 'List campaigns',
  description:
    'Lists campaigns with their status, such as draft, scheduled or sent; newest first where the provider sorts. For results use get_campaign_report.',
  toolset: 'campaigns',
  scope: 'campaigns:read',
  effect: 'read',
  input: z.object({ connection, responseFormat, ...page }),
  output: sourcedPage(
    campaign.partial({ audienceIds: true, segmentIds: true, fromName: true, fromEmail: true }),
  ),
  openWorld: true,
  async answer(context, { responseFormat, ...input }) {
    const found = await pageOfAccount(context, input, ({ adapter, api }, wanted) =>
      adapter.campaigns(api, wanted),
    )
    const items = found.items.map(
      ({ id, name, subject, status, scheduledAt, sentAt, createdAt, ...more }) => ({
        id,
        name,
        subject,
        status,
        scheduledAt,
        sentAt,
        createdAt,
        ...(responseFormat === 'detailed' && more),
      }),
    )
    return { summary: pageSummary('campaigns', found), structured: { ...found, items } }
  },
})
