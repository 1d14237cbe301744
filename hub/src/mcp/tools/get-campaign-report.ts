import type { Report } from '@letterlock/client/wire.ts'
import { z } from 'zod'
import { report } from '../../marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { percent, sourceLine } from '../say.ts'
import { connection, defineTool, id } from '../tool.ts'

export const getCampaignReport = defineTool({
  name: 'get_campaign_report',
  title: 'How a campaign went',
  description:
    'Reads the results of a sent campaign: recipients, opens, clicks, bounces, unsubscribes. Rates are fractions from 0 to 1 of those whom it reached, the same for every platform.',
  toolset: 'reports',
  right: 'marketing.read',
  effect: 'read',
  input: z.object({ connection, campaign: id.describe('Its id') }),
  output: sourced(report),
  openWorld: true,
  async answer(context, { connection, campaign }) {
    const found = await inAccount(context, connection, ({ adapter, api }) => adapter.report(api, campaign))
    return { text: `${reportLine(found)}\n${sourceLine(found.source)}`, structured: found }
  },
})

export function reportLine({
  campaign,
  sent,
  opens,
  clicks,
  bounces,
  unsubscribes,
  complaints,
}: Report): string {
  const complained = complaints === null ? '' : `, complaints ${complaints}`
  return `Campaign ${campaign}: sent ${sent}, opened by ${opens.unique} (${percent(opens.rate)}), clicked by ${clicks.unique} (${percent(clicks.rate)}), bounced ${bounces.total}, unsubscribed ${unsubscribes}${complained}`
}
