import { z } from 'zod'
import { unscheduleCampaign } from '../../email-marketing/campaigns.ts'
import { inAccount } from '../account-call.ts'
import { changedCampaign, sourced } from '../outputs.ts'
import { defineTool } from '../tool.ts'
import { campaignInput } from './get-campaign.ts'

export const unscheduleCampaignTool = defineTool({
  name: 'unschedule_campaign',
  title: 'Unschedule a campaign',
  description: 'Makes a scheduled campaign a draft again.',
  toolset: 'sending',
  scope: 'campaigns:write',
  effect: 'change',
  input: z.object(campaignInput),
  output: sourced(changedCampaign),
  openWorld: true,
  async answer(context, input) {
    const updated = await inAccount(context, input, (account, { campaign }) =>
      unscheduleCampaign(account, campaign),
    )
    return { summary: 'Unscheduled. It will not be sent.', structured: updated }
  },
})
