import { z } from 'zod'
import { unscheduleCampaign } from '../../email-marketing/campaigns.ts'
import { inAccount } from '../account-call.ts'
import { changedCampaign, sourced } from '../outputs.ts'
import { defineTool } from '../tool.ts'
import { campaignInput } from './get-campaign.ts'

export const cancelSchedule = defineTool({
  name: 'unschedule_campaign',
  title: 'Take back a scheduled campaign',
  description: 'Makes a draft again of a campaign that waits for its time.',
  toolset: 'sending',
  scope: 'campaigns:write',
  effect: 'change',
  input: z.object(campaignInput),
  output: sourced(changedCampaign),
  openWorld: true,
  async answer(context, { connection, campaign }) {
    const back = await inAccount(context, connection, (account) => unscheduleCampaign(account, campaign))
    return { summary: 'Taken back. It will not be sent.', structured: back }
  },
})
