import { useNavigate } from '@tanstack/react-router'
import { Problem } from '../../ui/problem.tsx'
import { spanFrom } from '../calls/call-search.ts'
import { CallsCard, RefreshesCard, ResponseTimeCard } from '../calls/metric-cards.tsx'
import { ConnectionsCard } from './connections-card.tsx'
import { MetricsPlaceholder } from './metrics-placeholder.tsx'
import { SPANS, type Period } from './period.ts'
import { useWorkspaceMetrics } from './use-workspace-metrics.ts'

/** The charts of the workspace. */
export function Metrics({ period }: { readonly period: Period }) {
  const navigate = useNavigate()
  const metrics = useWorkspaceMetrics(period)
  if (!metrics.data && !metrics.error) return <MetricsPlaceholder />
  return (
    <>
      <Problem error={metrics.error} onRetry={() => metrics.refetch()} />
      <div className="grid gap-4 wide:grid-cols-[minmax(0,1fr)_21rem]">
        {metrics.data && (
          <CallsCard
            {...metrics.data}
            onSpan={(startsAt) =>
              void navigate({ to: '/calls', search: spanFrom(startsAt, SPANS[period].hours) })
            }
          />
        )}
        <ConnectionsCard />
      </div>
      {metrics.data && (
        <div className="grid gap-4 tablet:grid-cols-2">
          <ResponseTimeCard {...metrics.data} />
          <RefreshesCard {...metrics.data} />
        </div>
      )}
    </>
  )
}
