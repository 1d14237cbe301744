import { z } from 'zod'
import { segment, sourcedPage } from '../../marketing/schemas.ts'
import { pageText, readPage } from '../read-account.ts'
import { connection, defineTool, page, UNTRUSTED } from '../tool.ts'

export const listSegments = defineTool({
  name: 'list_segments',
  title: 'Segments',
  description: 'Lists the segments of an audience, or what the platform has in their place, such as groups.',
  input: z.object({ connection, audience: z.string().min(1).max(200).describe('Its id'), ...page }),
  output: sourcedPage(segment),
  openWorld: true,
  async answer(context, { audience, ...input }) {
    const found = await readPage(context, input, ({ adapter, api }, wanted) =>
      adapter.segments(api, audience, wanted),
    )
    const text = pageText(
      'segments',
      found,
      ({ id, name, contacts }) => `${name} (${id})${contacts === null ? '' : `: ${contacts} contacts`}`,
    )
    return { text: `${UNTRUSTED}\n${text}`, structured: found }
  },
})
