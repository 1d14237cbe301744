import { z } from 'zod'
import { audience } from '../../email-marketing/schemas.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageSummary } from '../format-result.ts'
import { connection, defineTool, page } from '../tool.ts'

export const listAudiences = defineTool({
  name: 'list_audiences',
  title: 'Audiences',
  description:
    'Lists the audiences (lists) of an account, with how many contacts can be written to, how often people open and click, and how it grows, where the platform tells.',
  toolset: 'audiences',
  scope: 'marketing.read',
  effect: 'read',
  input: z.object({ connection, ...page }),
  output: sourcedPage(audience),
  openWorld: true,
  async answer(context, input) {
    const found = await pageOfAccount(context, input, ({ adapter, api }, wanted) =>
      adapter.audiences(api, wanted),
    )
    return { summary: pageSummary('audiences', found), structured: found }
  },
})
