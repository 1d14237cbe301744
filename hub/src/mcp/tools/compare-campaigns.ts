import type { Report } from '@letterlock/client/wire.ts'
import { z } from 'zod'
import { report } from '../../marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { sourceLine } from '../say.ts'
import { connection, defineTool } from '../tool.ts'
import { reportLine } from './get-campaign-report.ts'

export const compareCampaigns = defineTool({
  name: 'compare_campaigns',
  title: 'Campaigns side by side',
  description: 'Reads the results of two to ten sent campaigns in one call, best open rate first.',
  toolset: 'reports',
  right: 'marketing.read',
  effect: 'read',
  input: z.object({
    connection,
    campaigns: z.array(z.string().min(1).max(200)).min(2).max(10).describe('Their ids'),
  }),
  output: sourced(z.object({ reports: z.array(report) })),
  openWorld: true,
  async answer(context, { connection, campaigns }) {
    const found = await inAccount(context, connection, async ({ adapter, api }) => {
      const reports: Report[] = []
      for (const id of new Set(campaigns)) reports.push(await adapter.report(api, id))
      return { reports: reports.toSorted((a, b) => b.opens.rate - a.opens.rate) }
    })
    const text = [...found.reports.map(reportLine), sourceLine(found.source)].join('\n')
    return { text, structured: found }
  },
})
