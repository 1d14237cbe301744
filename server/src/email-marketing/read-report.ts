import type { CampaignReport } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { OpenAccount } from './get-account-client.ts'
import { orUndefined } from './writing.ts'

const HAS_GONE_OUT = new Set(['sending', 'sent', 'canceled', 'failed', 'archived'])

/**
 * How a campaign went. Platforms answer for a draft with nothing, or with zeros: whether it was sent at all is looked at then.
 * @throws ProblemError campaign_not_sent, resource_not_found
 */
export async function readReport({ adapter, api }: OpenAccount, id: string): Promise<CampaignReport> {
  const report = await orUndefined(adapter.report(api, id))
  if (report && report.sent > 0) return report
  const { status } = await adapter.campaign(api, id)
  if (!HAS_GONE_OUT.has(status))
    throw new ProblemError('campaign_not_sent', { facts: { campaign: id, campaignStatus: status } })
  if (!report) throw new ProblemError('resource_not_found')
  return report
}
