import { z } from 'zod'
import { checkCampaign } from '../../email-marketing/check-campaign.ts'
import { campaignCheck } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { changedCampaign, sourced } from '../outputs.ts'
import { contactCount, said } from '../format-result.ts'
import { defineTool } from '../tool.ts'
import { campaignInput } from './get-campaign.ts'

export const checkCampaignTool = defineTool({
  name: 'check_campaign',
  title: 'Check a campaign',
  description:
    'Shows what would be sent, to which audiences and to how many contacts, and what blocks sending. Nothing is sent.',
  toolset: 'sending',
  scope: 'campaigns:read',
  effect: 'read',
  input: z.object(campaignInput),
  output: sourced(campaignCheck.extend({ campaign: changedCampaign })),
  openWorld: true,
  async answer(context, input) {
    const found = await inAccount(context, input, async (account, { campaign }) => {
      const { html: _html, digest: _digest, ...check } = await checkCampaign(account, campaign)
      return check
    })
    const { recipientCount, recipientCountIsUpperBound, blockers } = found
    const ready = blockers.length === 0 ? 'Ready to send.' : `Not ready: ${blockers.map(said).join('; ')}.`
    const summary = `${ready} Recipients: ${contactCount(recipientCount, recipientCountIsUpperBound)}. Nothing was sent.`
    return { summary, structured: found }
  },
})
