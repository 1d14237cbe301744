import { z } from 'zod'
import { createCampaign } from '../../email-marketing/campaigns.ts'
import { newCampaign } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { changedCampaign, sourced } from '../outputs.ts'
import { connection, defineTool } from '../tool.ts'

export const createCampaignDraft = defineTool({
  name: 'create_campaign',
  title: 'Draft a campaign',
  description:
    'Makes a draft with its content. Nothing is sent. Without a sender, the account’s own is taken; some platforms have a sender for each audience instead, and no segments.',
  toolset: 'campaigns',
  scope: 'campaigns:write',
  effect: 'add',
  input: z.object({ connection, ...newCampaign.shape }),
  output: sourced(changedCampaign),
  openWorld: true,
  async answer(context, { connection, ...wanted }) {
    const created = await inAccount(context, connection, (account) => createCampaign(account, wanted))
    return { summary: 'Draft made. Nothing was sent.', structured: created }
  },
})
