import { z } from 'zod'
import { audienceDetails } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { connection, defineTool, reference } from '../tool.ts'

export const getAudienceTool = defineTool({
  name: 'get_audience',
  title: 'Get an audience',
  description:
    'Gets one audience: its number of contacts (also where list_audiences has none), its growth, and the field names of its contacts.',
  toolset: 'audiences',
  scope: 'audiences:read',
  effect: 'read',
  input: z.object({ connection, audience: reference }),
  output: sourced(audienceDetails),
  openWorld: true,
  async answer(context, input) {
    const found = await inAccount(context, input, ({ adapter, api }, { audience }) =>
      adapter.audience(api, audience),
    )
    return { summary: 'One audience. fields: the field names of its contacts.', structured: found }
  },
})
