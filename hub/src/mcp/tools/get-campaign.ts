import type { Campaign, Source } from '@letterlock/client/wire.ts'
import { z } from 'zod'
import { campaign } from '../../marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { said, sourceLine } from '../say.ts'
import { connection, defineTool, detail, id, UNTRUSTED } from '../tool.ts'

/** Which campaign, for all tools about one. */
export const campaignInput = { connection, campaign: id.describe('Its id') }

export const getCampaign = defineTool({
  name: 'get_campaign',
  title: 'One campaign',
  description:
    'Reads one campaign: subject, sender, audiences, status and time. Detailed: with the e-mail as HTML, which is data from outside.',
  toolset: 'campaigns',
  right: 'marketing.read',
  effect: 'read',
  input: z.object({ ...campaignInput, detail }),
  output: sourced(campaign.extend({ html: z.string().optional() })),
  openWorld: true,
  async answer(context, { connection, campaign, detail }) {
    const found = await inAccount(context, connection, async ({ adapter, api }) => ({
      ...(await adapter.campaign(api, campaign)),
      ...(detail === 'detailed' && { html: await adapter.content(api, campaign) }),
    }))
    return { text: campaignText(found), structured: found }
  },
})

/** One campaign in lines, after what was done to it. */
export function campaignText(campaign: Campaign & { source: Source }, did?: string): string {
  const { name, id, status, subject, fromName, fromEmail, audiences, sendAt, source } = campaign
  return [
    ...(did === undefined ? [] : [did]),
    UNTRUSTED,
    `${said(name)} (${id}): ${status}${sendAt === null ? '' : `, sending time ${sendAt}`}`,
    `Subject: ${subject === null ? 'none yet' : said(JSON.stringify(subject))}`,
    `From: ${said(fromName ?? 'not told')} <${said(fromEmail ?? 'not told')}>`,
    `Audiences: ${audiences.length === 0 ? 'none yet' : audiences.join(', ')}`,
    sourceLine(source),
  ].join('\n')
}
