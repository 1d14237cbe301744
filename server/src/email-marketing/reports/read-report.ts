import type { CampaignReport } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../../kernel/errors.ts'
import type { AccountClient } from '../get-account-client.ts'
import { orUndefined } from '../adapters/writing.ts'

const HAS_GONE_OUT = new Set(['sending', 'sent', 'canceled', 'failed', 'archived'])

/**
 * The report of a campaign. For a draft, providers return nothing or zeros: then its status is read.
 * @throws ProblemError campaign_not_sent, resource_not_found
 */
export async function readReport({ adapter, api }: AccountClient, id: string): Promise<CampaignReport> {
  const report = await orUndefined(adapter.report(api, id))
  if (report && report.sent > 0) return report
  const { status } = await adapter.campaign(api, id)
  if (!HAS_GONE_OUT.has(status))
    throw new ProblemError('campaign_not_sent', { facts: { campaign: id, campaignStatus: status } })
  if (!report) throw new ProblemError('resource_not_found')
  return report
}
