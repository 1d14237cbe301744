import { z } from 'zod'
import { audience, sourcedPage } from '../../marketing/schemas.ts'
import { pageText, percent, readPage } from '../read-account.ts'
import { connection, defineTool, page, UNTRUSTED } from '../tool.ts'

export const listAudiences = defineTool({
  name: 'list_audiences',
  title: 'Audiences',
  description:
    'Lists the audiences (lists) of an account, with how many contacts can be written to and how often people open and click, where the platform tells.',
  input: z.object({ connection, ...page }),
  output: sourcedPage(audience),
  openWorld: true,
  async answer(context, input) {
    const found = await readPage(context, input, ({ adapter, api }, wanted) => adapter.audiences(api, wanted))
    const text = pageText(
      'audiences',
      found,
      ({ id, name, contacts, openRate, clickRate }) =>
        `${name} (${id}): ${contacts ?? 'not told how many'} contacts, opened ${percent(openRate)}, clicked ${percent(clickRate)}`,
    )
    return { text: `${UNTRUSTED}\n${text}`, structured: found }
  },
})
