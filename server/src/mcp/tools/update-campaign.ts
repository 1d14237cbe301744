import { z } from 'zod'
import { updateCampaign } from '../../email-marketing/campaigns.ts'
import { campaignChange } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { changedCampaign, sourced } from '../outputs.ts'
import { defineTool } from '../tool.ts'
import { campaignInput } from './get-campaign.ts'

export const updateCampaignDraft = defineTool({
  name: 'update_campaign',
  title: 'Change a draft',
  description: 'Changes a draft; what is left out stays. Nothing is sent.',
  toolset: 'campaigns',
  scope: 'campaigns:write',
  effect: 'change',
  input: z.object({ ...campaignInput, ...campaignChange.shape }),
  output: sourced(changedCampaign),
  openWorld: true,
  async answer(context, { connection, campaign, ...change }) {
    const updated = await inAccount(context, connection, (account) =>
      updateCampaign(account, campaign, change),
    )
    return { summary: 'Draft changed. Nothing was sent.', structured: updated }
  },
})
