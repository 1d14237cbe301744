import { z } from 'zod'
import { copyCampaign } from '../../email-marketing/campaigns/copy-campaign.ts'
import { campaignCopy } from '../../email-marketing/model/input-schemas.ts'
import { resendCampaign } from '../../email-marketing/segments/resend-campaign.ts'
import { invalidRequest } from '../../kernel/errors.ts'
import { inAccount } from '../account-call.ts'
import { changedCampaign, sourced } from '../outputs.ts'
import { defineTool, reference } from '../tool.ts'
import { campaignInput } from './get-campaign.ts'

const { name, subject, segmentId: segment } = campaignCopy.shape

export const copyCampaignTool = defineTool({
  name: 'copy_campaign',
  title: 'Copy a campaign',
  description:
    'Copies a campaign, also a sent one, as a new draft with what you change; its email is copied as it is. toNonOpeners: for those who did not open it. Nothing is sent.',
  toolset: 'campaigns',
  scope: 'campaigns:write',
  effect: 'add',
  input: z.object({
    ...campaignInput,
    name,
    subject,
    segment,
    audience: reference.optional(),
    toNonOpeners: z.boolean().default(false),
  }),
  output: sourced(changedCampaign),
  openWorld: true,
  async answer(context, input) {
    const other = input.audience === undefined ? input.segment && 'segment' : 'audience'
    if (input.toNonOpeners && other)
      throw invalidRequest({
        pointer: `/${other}`,
        detail: `With toNonOpeners, the copy goes to those who did not open it: leave ${other} out.`,
      })
    const copied = await inAccount(
      context,
      input,
      (account, { campaign, name, subject, audience: audienceId, segment: segmentId, toNonOpeners }) =>
        toNonOpeners
          ? resendCampaign(account, campaign, { name, subject })
          : copyCampaign(account, campaign, { name, subject, audienceId, segmentId }),
    )
    return { summary: 'Copied as a draft. Nothing was sent.', structured: copied }
  },
})
