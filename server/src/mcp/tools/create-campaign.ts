import { z } from 'zod'
import { createCampaign } from '../../email-marketing/campaigns/campaigns.ts'
import { newCampaign } from '../../email-marketing/model/input-schemas.ts'
import { inAccount } from '../account-call.ts'
import { changedCampaign, sourced } from '../outputs.ts'
import { connection, defineTool, reference } from '../tool.ts'

const { name, subject, fromName, fromEmail, segmentId: segment, html } = newCampaign.shape

export const createCampaignTool = defineTool({
  name: 'create_campaign',
  title: 'Create a campaign draft',
  description:
    'Creates a draft from html or a template. Nothing is sent. The account’s own sender is the default; some providers have one sender per audience, and no segments.',
  toolset: 'campaigns',
  scope: 'campaigns:write',
  effect: 'add',
  input: z.object({
    connection,
    name,
    subject,
    fromName,
    fromEmail,
    audience: reference,
    segment,
    html,
    template: reference.optional(),
  }),
  output: sourced(changedCampaign),
  openWorld: true,
  async answer(context, input) {
    const created = await inAccount(
      context,
      input,
      (
        account,
        { connection: _connection, audience: audienceId, segment: segmentId, template: templateId, ...more },
      ) => createCampaign(account, { ...more, audienceId, segmentId, templateId }),
    )
    return { summary: 'Draft created. Nothing was sent.', structured: created }
  },
})
