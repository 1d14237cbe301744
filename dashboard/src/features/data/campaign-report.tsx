import { useQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'
import { number, rate } from '../../ui/number.ts'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'

const words = texts.data

interface CampaignReportProps {
  readonly connectionId: string
  readonly campaignId: string
}

/** What the recipients did, without figures that the provider does not report. */
export function CampaignReport({ connectionId, campaignId }: CampaignReportProps) {
  const report = useQuery({
    queryKey: ['data', connectionId, 'report', campaignId],
    queryFn: async () => (await server.account(connectionId)).campaigns.getReport(campaignId),
    staleTime: Infinity,
    refetchInterval: false,
    retry: false,
  })
  if (report.error) return <Problem error={report.error} onRetry={() => report.refetch()} />
  if (!report.data) return <Skeleton />
  const { sent, opens, clicks, bounces, unsubscribes, complaints } = report.data
  const lines: readonly (readonly [name: string, count: number | null, share: number | null])[] = [
    [words.report.sent, sent, null],
    [words.report.opens, opens.unique, opens.rate],
    [words.report.clicks, clicks.unique, clicks.rate],
    [words.report.bounces, bounces.total, null],
    [words.report.unsubscribes, unsubscribes, null],
    [words.report.complaints, complaints, null],
  ]
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 tablet:grid-cols-6">
      {lines.map(
        ([name, count, share]) =>
          count !== null && (
            <div key={name}>
              <dt className="text-xs text-muted-foreground">{name}</dt>
              <dd className="text-md font-semibold tabular-nums">
                {number(count)}
                {share !== null && (
                  <span className="ml-1.5 text-xs font-normal text-muted-foreground">{rate(share)}</span>
                )}
              </dd>
            </div>
          ),
      )}
    </dl>
  )
}
