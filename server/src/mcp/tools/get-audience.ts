import { z } from 'zod'
import { growthMonth } from '../../email-marketing/model/insight-schemas.ts'
import { readAudienceGrowth } from '../../email-marketing/reports/read-audience-growth.ts'
import { audienceDetails } from '../../email-marketing/model/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { connection, defineTool, reference } from '../tool.ts'

const MAX_MONTHS = 36

export const getAudienceTool = defineTool({
  name: 'get_audience',
  title: 'Get an audience',
  description:
    'Gets one audience: its number of contacts (also where list_audiences has none), its sign-up form, and the field names of its contacts. growthMonths adds how many joined in each.',
  toolset: 'audiences',
  scope: 'audiences:read',
  effect: 'read',
  input: z.object({
    connection,
    audience: reference,
    growthMonths: z.int().min(1).max(MAX_MONTHS).optional(),
  }),
  output: sourced(audienceDetails.extend({ growth: z.array(growthMonth).optional() })),
  openWorld: true,
  async answer(context, input) {
    const { growthMonths } = input
    const found = await inAccount(context, input, async (account, { audience }) => {
      const described = await account.adapter.audience(account.api, audience)
      if (growthMonths === undefined) return described
      const { months } = await readAudienceGrowth(account, audience, growthMonths)
      return { ...described, growth: months }
    })
    return { summary: 'One audience. fields: the field names of its contacts.', structured: found }
  },
})
