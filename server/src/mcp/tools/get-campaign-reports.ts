import type { Campaign, CampaignReport } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../kernel/errors.ts'
import type { AccountClient } from '../../email-marketing/get-account-client.ts'
import { nameTheThing } from '../../email-marketing/name-the-thing.ts'
import { readReport } from '../../email-marketing/read-report.ts'
import { campaign, report } from '../../email-marketing/schemas.ts'
import { REPORTS_VIEW } from '../app-views/reports-view.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { percent, said } from '../format-result.ts'
import { connection, defineTool, idOrName } from '../tool.ts'

type NamedReport = CampaignReport & Pick<Campaign, 'name' | 'subject' | 'sentAt'>

export const getCampaignReportsTool = defineTool({
  name: 'get_campaign_reports',
  title: 'Get campaign reports',
  description:
    'Gets the results of one to ten sent campaigns, best open rate first: recipients, opens, clicks, bounces, unsubscribes. Rates are fractions from 0 to 1 of the contacts reached.',
  toolset: 'reports',
  scope: 'reports:read',
  effect: 'read',
  input: z.object({
    connection,
    campaigns: z.array(idOrName).min(1).max(10).describe('IDs or names'),
  }),
  output: sourced(
    z.object({
      reports: z.array(report.extend(campaign.pick({ name: true, subject: true, sentAt: true }).shape)),
      notSent: z.array(z.string()),
    }),
  ),
  view: REPORTS_VIEW,
  openWorld: true,
  async answer(context, input) {
    const found = await inAccount(context, input, async (account, { campaigns }) => {
      const reports: NamedReport[] = []
      const notSent: string[] = []
      const wanted = new Set(campaigns)
      for (const id of wanted) {
        const report = await reportOf(account, id).catch((error: unknown) => {
          if (wanted.size > 1 && isNotSent(error)) return undefined
          throw nameTheThing(error, { campaignId: id })
        })
        if (report) reports.push(report)
        else notSent.push(id)
      }
      return { reports: reports.toSorted((a, b) => b.opens.rate - a.opens.rate), notSent }
    })
    return { summary: inWords(found), structured: found }
  },
})

async function reportOf(account: AccountClient, id: string): Promise<NamedReport> {
  const report = await readReport(account, id)
  const { name, subject, sentAt } = await account.adapter.campaign(account.api, id)
  return { ...report, name, subject, sentAt }
}

function isNotSent(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'campaign_not_sent'
}

interface Found {
  readonly reports: readonly NamedReport[]
  readonly notSent: readonly string[]
}

function inWords({ reports, notSent }: Found): string {
  const [only, ...others] = reports
  const head = only === undefined ? [] : [others.length === 0 ? oneInWords(only) : 'Best open rate first.']
  return [...head, ...notSent.map((id) => `${said(id)}: not sent, no results.`)].join(' ')
}

function oneInWords({ sent, opens, clicks, bounces, unsubscribes }: CampaignReport): string {
  return `Sent to ${sent}, opened by ${opens.unique} (${percent(opens.rate)}), clicked by ${clicks.unique} (${percent(clicks.rate)}), bounced ${bounces.total}, unsubscribed ${unsubscribes}.`
}
