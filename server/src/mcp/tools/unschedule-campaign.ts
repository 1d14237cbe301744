import { z } from 'zod'
import { unscheduleCampaign } from '../../email-marketing/campaigns/campaigns.ts'
import { pauseAutomation } from '../../email-marketing/campaigns/pause-automation.ts'
import { invalidRequest } from '../../kernel/errors.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { connection, defineTool, reference } from '../tool.ts'

export const unscheduleCampaignTool = defineTool({
  name: 'unschedule_campaign',
  title: 'Unschedule a campaign, or pause an automation',
  description:
    'Makes a scheduled campaign a draft again, or pauses an automation, which the user starts again at the provider. Pass one of the two.',
  toolset: 'sending',
  scope: 'campaigns:write',
  effect: 'change',
  input: z.object({ connection, campaign: reference.optional(), automation: reference.optional() }),
  output: sourced(z.object({ id: z.string(), name: z.string(), status: z.string() })),
  openWorld: true,
  async answer(context, input) {
    if ((input.campaign === undefined) === (input.automation === undefined))
      throw invalidRequest({ pointer: '/campaign', detail: 'Pass either campaign or automation.' })
    const { id, name, status, source } = await inAccount(
      context,
      input,
      async (account, { campaign, automation = '' }): Promise<{ id: string; name: string; status: string }> =>
        campaign === undefined ? pauseAutomation(account, automation) : unscheduleCampaign(account, campaign),
    )
    const summary = input.campaign === undefined ? 'Paused.' : 'Unscheduled. It will not be sent.'
    return { summary, structured: { id, name, status, source } }
  },
})
