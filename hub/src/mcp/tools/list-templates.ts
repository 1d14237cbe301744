import { z } from 'zod'
import { HubError } from '../../errors.ts'
import { template } from '../../marketing/schemas.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageText, said } from '../say.ts'
import { connection, defineTool, page, UNTRUSTED } from '../tool.ts'

export const listTemplates = defineTool({
  name: 'list_templates',
  title: 'Templates',
  description: 'Lists the templates of an account; empty on platforms that have none.',
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
    const text = pageText('templates', found, ({ id, name }) => `${said(name)} (${id})`)
    return { text: `${UNTRUSTED}\n${text}`, structured: found }
  },
})
