import type { CampaignReport } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { readReport } from '../../email-marketing/read-report.ts'
import { report } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { percent } from '../format-result.ts'
import { connection, defineTool, reference } from '../tool.ts'

export const getCampaignReportTool = defineTool({
  name: 'get_campaign_report',
  title: 'Get a campaign report',
  description:
    'Gets the results of a sent campaign: recipients, opens, clicks, bounces, unsubscribes. Rates are fractions from 0 to 1 of the contacts reached, calculated the same way for every provider.',
  toolset: 'reports',
  scope: 'reports:read',
  effect: 'read',
  input: z.object({ connection, campaign: reference }),
  output: sourced(report),
  openWorld: true,
  async answer(context, input) {
    const found = await inAccount(context, input, (account, { campaign }) => readReport(account, campaign))
    return { summary: inWords(found), structured: found }
  },
})

function inWords({ sent, opens, clicks, bounces, unsubscribes }: CampaignReport): string {
  return `Sent to ${sent}, opened by ${opens.unique} (${percent(opens.rate)}), clicked by ${clicks.unique} (${percent(clicks.rate)}), bounced ${bounces.total}, unsubscribed ${unsubscribes}.`
}
