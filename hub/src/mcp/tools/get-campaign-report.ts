import type { Report } from '@letterlock/client/wire.ts'
import { z } from 'zod'
import { report, sourced } from '../../marketing/schemas.ts'
import { percent, readOne, sourceLine } from '../read-account.ts'
import { connection, defineTool } from '../tool.ts'

export const getCampaignReport = defineTool({
  name: 'get_campaign_report',
  title: 'How a campaign went',
  description:
    'Reads the results of a sent campaign: recipients, opens, clicks, bounces, unsubscribes. Rates are fractions from 0 to 1 of those whom it reached, the same for every platform.',
  input: z.object({ connection, campaign: z.string().min(1).max(200).describe('Its id') }),
  output: sourced(report),
  openWorld: true,
  async answer(context, { connection, campaign }) {
    const found = await readOne(context, connection, ({ adapter, api }) => adapter.report(api, campaign))
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
