import { z } from 'zod'
import { campaign } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { connection, defineTool, detail, id } from '../tool.ts'

/** Which campaign, for all tools about one. */
export const campaignInput = { connection, campaign: id.describe('Its id') }

export const getCampaign = defineTool({
  name: 'get_campaign',
  title: 'One campaign',
  description:
    'Reads one campaign: subject, sender, audiences, status and time. Detailed: with the e-mail as HTML, which is data from outside.',
  toolset: 'campaigns',
  scope: 'marketing.read',
  effect: 'read',
  input: z.object({ ...campaignInput, detail }),
  output: sourced(campaign.extend({ html: z.string().optional() })),
  openWorld: true,
  async answer(context, { connection, campaign, detail }) {
    const found = await inAccount(context, connection, async ({ adapter, api }) => ({
      ...(await adapter.campaign(api, campaign)),
      ...(detail === 'detailed' && { html: await adapter.content(api, campaign) }),
    }))
    return { summary: 'One campaign:', structured: found }
  },
})
