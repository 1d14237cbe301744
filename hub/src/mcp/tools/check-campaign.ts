import { z } from 'zod'
import { checkCampaign } from '../../marketing/check-campaign.ts'
import { campaignCheck } from '../../marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { changedCampaign, sourced } from '../outputs.ts'
import { people, said } from '../say.ts'
import { defineTool } from '../tool.ts'
import { campaignInput } from './get-campaign.ts'

export const checkDraft = defineTool({
  name: 'check_campaign',
  title: 'Is a draft ready?',
  description:
    'Says what would go out, to whom and to how many, and what is still in the way. Nothing is sent.',
  toolset: 'sending',
  right: 'marketing.read',
  effect: 'read',
  input: z.object(campaignInput),
  output: sourced(campaignCheck.extend({ campaign: changedCampaign })),
  openWorld: true,
  async answer(context, { connection, campaign }) {
    const found = await inAccount(context, connection, async (account) => {
      const { html: _html, digest: _digest, ...check } = await checkCampaign(account, campaign)
      return check
    })
    const { recipients, recipientsAtMost, problems } = found
    const ready =
      problems.length === 0 ? 'It is ready.' : `It is not ready: ${problems.map(said).join('; ')}.`
    const summary = `${ready} It would go to ${people(recipients, recipientsAtMost)}. Nothing was sent.`
    return { summary, structured: found }
  },
})
