import { z } from 'zod'
import { updateCampaign } from '../../email-marketing/campaigns/campaigns.ts'
import { campaignChange } from '../../email-marketing/model/input-schemas.ts'
import { inAccount } from '../account-call.ts'
import { changedCampaign, sourced } from '../outputs.ts'
import { defineTool, reference } from '../tool.ts'
import { campaignInput } from './get-campaign.ts'

const { name, subject, fromName, fromEmail, segmentId: segment, html } = campaignChange.shape

export const updateCampaignTool = defineTool({
  name: 'update_campaign',
  title: 'Update a campaign draft',
  description: 'Updates a draft. Omitted parameters stay as they are. Nothing is sent.',
  toolset: 'campaigns',
  scope: 'campaigns:write',
  effect: 'change',
  input: z.object({
    ...campaignInput,
    name,
    subject,
    fromName,
    fromEmail,
    segment,
    html,
    audience: reference.optional(),
  }),
  output: sourced(changedCampaign),
  openWorld: true,
  async answer(context, input) {
    const updated = await inAccount(
      context,
      input,
      (account, { connection: _connection, campaign, audience: audienceId, segment: segmentId, ...more }) =>
        updateCampaign(account, campaign, {
          ...more,
          ...(audienceId !== undefined && { audienceId }),
          ...(segmentId !== undefined && { segmentId }),
        }),
    )
    return { summary: 'Draft updated. Nothing was sent.', structured: updated }
  },
})
