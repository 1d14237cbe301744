import { z } from 'zod'
import { checkCampaign } from '../../email-marketing/check-campaign.ts'
import { campaignCheck } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { changedCampaign, sourced } from '../outputs.ts'
import { users, said } from '../format-result.ts'
import { defineTool } from '../tool.ts'
import { campaignInput } from './get-campaign.ts'

export const checkDraft = defineTool({
  name: 'check_campaign',
  title: 'Is a draft ready?',
  description:
    'Says what would go out, to whom and to how many, and what is still in the way. Nothing is sent.',
  toolset: 'sending',
  scope: 'marketing.read',
  effect: 'read',
  input: z.object(campaignInput),
  output: sourced(campaignCheck.extend({ campaign: changedCampaign })),
  openWorld: true,
  async answer(context, { connection, campaign }) {
    const found = await inAccount(context, connection, async (account) => {
      const { html: _html, digest: _digest, ...check } = await checkCampaign(account, campaign)
      return check
    })
    const { recipients, recipientCountIsUpperBound, problems } = found
    const ready =
      problems.length === 0 ? 'It is ready.' : `It is not ready: ${problems.map(said).join('; ')}.`
    const summary = `${ready} It would go to ${users(recipients, recipientCountIsUpperBound)}. Nothing was sent.`
    return { summary, structured: found }
  },
})
