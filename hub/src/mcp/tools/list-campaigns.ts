import { z } from 'zod'
import { campaign, sourcedPage } from '../../marketing/schemas.ts'
import { pageText, readPage } from '../read-account.ts'
import { connection, defineTool, page, UNTRUSTED } from '../tool.ts'

export const listCampaigns = defineTool({
  name: 'list_campaigns',
  title: 'Campaigns',
  description:
    'Lists campaigns with their status, such as draft, scheduled or sent; newest first where the platform sorts. For how one went, use get_campaign_report.',
  input: z.object({ connection, ...page }),
  output: sourcedPage(campaign),
  openWorld: true,
  async answer(context, input) {
    const found = await readPage(context, input, ({ adapter, api }, wanted) => adapter.campaigns(api, wanted))
    const text = pageText(
      'campaigns',
      found,
      ({ id, name, status, sendAt, createdAt }) =>
        `${name} (${id}): ${status}${sendAt === null ? '' : `, sending time ${sendAt}`}${createdAt === null ? '' : `, made ${createdAt}`}`,
    )
    return { text: `${UNTRUSTED}\n${text}`, structured: found }
  },
})
