import { z } from 'zod'
import { campaign, sourced } from '../../marketing/schemas.ts'
import { readOne, sourceLine } from '../read-account.ts'
import { connection, defineTool, UNTRUSTED } from '../tool.ts'

export const getCampaign = defineTool({
  name: 'get_campaign',
  title: 'One campaign',
  description: 'Reads one campaign: subject, sender, audiences, status and time.',
  input: z.object({ connection, campaign: z.string().min(1).max(200).describe('Its id') }),
  output: sourced(campaign),
  openWorld: true,
  async answer(context, { connection, campaign }) {
    const found = await readOne(context, connection, ({ adapter, api }) => adapter.campaign(api, campaign))
    const { name, id, status, subject, fromName, fromEmail, audiences, sendAt, source } = found
    const text = `${UNTRUSTED}
${name} (${id}): ${status}${sendAt === null ? '' : `, sending time ${sendAt}`}
Subject: ${JSON.stringify(subject)}
From: ${fromName ?? 'not told'} <${fromEmail ?? 'not told'}>
Audiences: ${audiences.length === 0 ? 'none yet' : audiences.join(', ')}
${sourceLine(source)}`
    return { text, structured: found }
  },
})
