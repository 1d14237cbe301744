import { z } from 'zod'
import { audienceDetails } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { connection, defineTool, id } from '../tool.ts'

export const getAudience = defineTool({
  name: 'get_audience',
  title: 'One audience',
  description:
    'Reads one audience: its number of contacts, also where list_audiences has none, its growth, and the names of its contacts’ fields.',
  toolset: 'audiences',
  scope: 'marketing.read',
  effect: 'read',
  input: z.object({ connection, audience: id.describe('Its id') }),
  output: sourced(audienceDetails),
  openWorld: true,
  async answer(context, { connection, audience }) {
    const found = await inAccount(context, connection, ({ adapter, api }) => adapter.audience(api, audience))
    return { summary: 'One audience; fields are the names of its contacts’ fields:', structured: found }
  },
})
