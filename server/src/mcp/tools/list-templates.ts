import { z } from 'zod'
import { ProblemError } from '../../kernel/errors.ts'
import { template } from '../../email-marketing/model/schemas.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageSummary } from '../format-result.ts'
import { connection, defineTool, page } from '../tool.ts'

export const listTemplatesTool = defineTool({
  name: 'list_templates',
  title: 'List templates',
  description: 'Lists the templates of an account. Some providers have none; the error says so.',
  toolset: 'campaigns',
  scope: 'campaigns:read',
  effect: 'read',
  input: z.object({ connection, ...page }),
  output: sourcedPage(template),
  openWorld: true,
  async answer(context, input) {
    const found = await pageOfAccount(context, input, ({ adapter, api }, wanted) => {
      if (!adapter.capabilities.templates)
        throw new ProblemError('unsupported_by_provider', { facts: { capability: 'templates' } })
      return adapter.templates(api, wanted)
    })
    return { summary: pageSummary('template', found), structured: found }
  },
})
