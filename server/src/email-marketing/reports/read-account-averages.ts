import { findCampaigns } from '../campaigns/find-campaigns.ts'
import { forEach } from '../model/for-each.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { AccountAverages } from '../model/insight-schemas.ts'

/** The number of campaigns that count. */
const LATEST = 10
const CONCURRENCY = 3

/** The averages of the latest ten sent campaigns of an account, equally weighted; a campaign is compared with them. */
export async function readAccountAverages(account: AccountClient): Promise<AccountAverages> {
  const { adapter, api } = account
  const { items } = await findCampaigns(account, { status: 'sent' }, { limit: LATEST, at: null })
  const reports = await forEach(items, CONCURRENCY, ({ id }) => adapter.report(api, id))
  const sent = reports.filter((report) => report.sent > 0)
  const average = (of: (report: (typeof sent)[number]) => number): number | null =>
    sent.length === 0
      ? null
      : Math.round((sent.reduce((sum, report) => sum + of(report), 0) / sent.length) * 10_000) / 10_000
  return {
    campaignCount: sent.length,
    openRate: average(({ opens }) => opens.rate),
    clickRate: average(({ clicks }) => clicks.rate),
    bounceRate: average((report) => Math.min(1, report.bounces.total / report.sent)),
    unsubscribeRate: average((report) => Math.min(1, report.unsubscribes / report.sent)),
  }
}
