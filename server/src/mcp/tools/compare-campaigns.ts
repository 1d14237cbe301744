import type { Campaign, CampaignReport } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../kernel/errors.ts'
import type { AccountClient } from '../../email-marketing/get-account-client.ts'
import { readReport } from '../../email-marketing/read-report.ts'
import { campaign, report } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { said } from '../format-result.ts'
import { connection, defineTool, idOrName } from '../tool.ts'

type ComparedReport = CampaignReport & Pick<Campaign, 'name' | 'subject' | 'sentAt'>

export const compareCampaignsTool = defineTool({
  name: 'compare_campaigns',
  title: 'Compare campaigns',
  description:
    'Gets the results of two to ten sent campaigns with subjects and times in one call, best open rate first.',
  toolset: 'reports',
  scope: 'reports:read',
  effect: 'read',
  input: z.object({
    connection,
    campaigns: z.array(idOrName).min(2).max(10).describe('IDs or names'),
  }),
  output: sourced(
    z.object({
      reports: z.array(report.extend(campaign.pick({ name: true, subject: true, sentAt: true }).shape)),
      notSent: z.array(z.string()),
    }),
  ),
  openWorld: true,
  async answer(context, input) {
    const found = await inAccount(context, input, async (account, { campaigns }) => {
      const reports: ComparedReport[] = []
      const notSent: string[] = []
      for (const id of new Set(campaigns)) {
        const report = await reportOf(account, id)
        if (report) reports.push(report)
        else notSent.push(id)
      }
      return { reports: reports.toSorted((a, b) => b.opens.rate - a.opens.rate), notSent }
    })
    const unsent = found.notSent.map((id) => `${said(id)}: not sent, no results.`)
    return { summary: ['Best open rate first.', ...unsent].join(' '), structured: found }
  },
})

/** undefined for a campaign that has not been sent. */
async function reportOf(account: AccountClient, id: string): Promise<ComparedReport | undefined> {
  try {
    const report = await readReport(account, id)
    const { name, subject, sentAt } = await account.adapter.campaign(account.api, id)
    return { ...report, name, subject, sentAt }
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'campaign_not_sent') return undefined
    throw error
  }
}
