import { z } from 'zod'
import { sourcedPage, template } from '../../marketing/schemas.ts'
import { pageText, readPage } from '../read-account.ts'
import { connection, defineTool, page, UNTRUSTED } from '../tool.ts'

export const listTemplates = defineTool({
  name: 'list_templates',
  title: 'Templates',
  description: 'Lists the templates of an account; empty on platforms that have none.',
  input: z.object({ connection, ...page }),
  output: sourcedPage(template),
  openWorld: true,
  async answer(context, input) {
    const found = await readPage(context, input, ({ adapter, api }, wanted) => adapter.templates(api, wanted))
    const text = pageText('templates', found, ({ id, name }) => `${name} (${id})`)
    return { text: `${UNTRUSTED}\n${text}`, structured: found }
  },
})
