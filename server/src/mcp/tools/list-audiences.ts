import { z } from 'zod'
import { audience } from '../../email-marketing/model/schemas.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageSummary } from '../format-result.ts'
import { connection, defineTool, page } from '../tool.ts'

export const listAudiencesTool = defineTool({
  name: 'list_audiences',
  title: 'List audiences',
  description:
    'Lists the audiences (lists) of an account: size, open and click rates, and growth, where the provider reports them.',
  toolset: 'audiences',
  scope: 'audiences:read',
  effect: 'read',
  input: z.object({ connection, ...page }),
  output: sourcedPage(audience),
  openWorld: true,
  async answer(context, input) {
    const found = await pageOfAccount(context, input, ({ adapter, api }, wanted) =>
      adapter.audiences(api, wanted),
    )
    return { summary: pageSummary('audience', found), structured: found }
  },
})
