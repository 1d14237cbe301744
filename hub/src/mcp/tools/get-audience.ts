import { z } from 'zod'
import { audienceDetails, sourced } from '../../marketing/schemas.ts'
import { percent, readOne, sourceLine } from '../read-account.ts'
import { connection, defineTool, UNTRUSTED } from '../tool.ts'

export const getAudience = defineTool({
  name: 'get_audience',
  title: 'One audience',
  description: 'Reads one audience with its number of contacts, also where list_audiences has no number.',
  input: z.object({ connection, audience: z.string().min(1).max(200).describe('Its id') }),
  output: sourced(audienceDetails),
  openWorld: true,
  async answer(context, { connection, audience }) {
    const found = await readOne(context, connection, ({ adapter, api }) => adapter.audience(api, audience))
    const { name, id, contacts, openRate, clickRate, source } = found
    const text = `${UNTRUSTED}
${name} (${id}): ${contacts ?? 'not told how many'} contacts, opened ${percent(openRate)}, clicked ${percent(clickRate)}
${sourceLine(source)}`
    return { text, structured: found }
  },
})
