import { z } from 'zod'
import { HubError } from '../../errors.ts'
import { template } from '../../marketing/schemas.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageSummary } from '../say.ts'
import { connection, defineTool, page } from '../tool.ts'

export const listTemplates = defineTool({
  name: 'list_templates',
  title: 'Templates',
  description: 'Lists the templates of an account; some platforms have none, which is said.',
  toolset: 'campaigns',
  right: 'marketing.read',
  effect: 'read',
  input: z.object({ connection, ...page }),
  output: sourcedPage(template),
  openWorld: true,
  async answer(context, input) {
    const found = await pageOfAccount(context, input, ({ adapter, api }, wanted) => {
      if (!adapter.capabilities.templates)
        throw new HubError('capability_missing', { facts: { what: 'templates' } })
      return adapter.templates(api, wanted)
    })
    return { summary: pageSummary('templates', found), structured: found }
  },
})
