import type { CampaignReport } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../kernel/errors.ts'
import type { AccountClient } from '../../email-marketing/get-account-client.ts'
import { readReport } from '../../email-marketing/read-report.ts'
import { report } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { said } from '../format-result.ts'
import { connection, defineTool, idOrName } from '../tool.ts'

export const compareCampaignsTool = defineTool({
  name: 'compare_campaigns',
  title: 'Compare campaigns',
  description: 'Gets the results of two to ten sent campaigns in one call, best open rate first.',
  toolset: 'reports',
  scope: 'reports:read',
  effect: 'read',
  input: z.object({
    connection,
    campaigns: z.array(idOrName).min(2).max(10).describe('IDs or names'),
  }),
  output: sourced(z.object({ reports: z.array(report), notSent: z.array(z.string()) })),
  openWorld: true,
  async answer(context, input) {
    const found = await inAccount(context, input, async (account, { campaigns }) => {
      const reports: CampaignReport[] = []
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
async function reportOf(account: AccountClient, id: string): Promise<CampaignReport | undefined> {
  try {
    return await readReport(account, id)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'campaign_not_sent') return undefined
    throw error
  }
}
