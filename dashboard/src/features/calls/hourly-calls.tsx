import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'
import { Card } from '../../ui/card.tsx'
import { QueryProblem } from '../../ui/query-problem.tsx'
import { texts } from '../../words/index.ts'
import { CallsChart } from './calls-chart.tsx'
import { spanFrom, type CallFilter } from './call-search.ts'
import { sum, sumHours } from './sum-hours.ts'

const LIVE_MS = 15_000
const HEIGHTS = [64, 24] as const

interface HourlyCallsProps {
  /** Only this connection; all by default. */
  readonly connectionId: string | undefined
  readonly isLive: boolean
  readonly onHour: (span: Pick<CallFilter, 'since' | 'until'>) => void
}

/** All calls of the last day by hour, above their list. Choosing an hour filters the list. */
export function HourlyCalls({ connectionId, isLive, onHour }: HourlyCallsProps) {
  const metrics = useQuery({
    queryKey: ['calls', 'hourly', connectionId],
    queryFn: () =>
      connectionId === undefined ? server.getWorkspaceMetrics() : server.getConnectionMetrics(connectionId),
    select: ({ items }) => ({ spans: sumHours(items, 1), total: sum(items) }),
    refetchInterval: isLive ? LIVE_MS : false,
    placeholderData: keepPreviousData,
  })
  if (metrics.error) return <QueryProblem queries={[metrics]} />
  // Reserves its height.
  if (!metrics.data) return <div aria-hidden className="h-48 rounded-lg border bg-card" />
  const { spans, total } = metrics.data
  return (
    <Card>
      <CallsChart
        title={texts.calls.perHour}
        spans={spans}
        total={total}
        heights={HEIGHTS}
        onSpan={(startsAt) => onHour(spanFrom(startsAt, 1))}
      />
    </Card>
  )
}
