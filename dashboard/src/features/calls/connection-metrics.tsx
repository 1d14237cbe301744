import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { server } from '../../api.ts'
import { Problem } from '../../ui/problem.tsx'
import { spanFrom } from './call-search.ts'
import { CallsCard, ResponseTimeCard } from './metric-cards.tsx'
import { sum, sumHours } from './sum-hours.ts'

/** Calls and response times of one connection in the last day; nothing without calls. */
export function ConnectionMetrics({ connectionId }: { readonly connectionId: string }) {
  const metrics = useQuery({
    queryKey: ['calls', 'metrics', connectionId],
    queryFn: () => server.getConnectionMetrics(connectionId),
    select: ({ items }) => ({ spans: sumHours(items, 1), total: sum(items) }),
  })
  const navigate = useNavigate()
  if (metrics.error) return <Problem error={metrics.error} onRetry={() => metrics.refetch()} />
  if (!metrics.data || metrics.data.total.calls === 0) return null
  return (
    <div className="grid gap-4 tablet:grid-cols-2">
      <CallsCard
        {...metrics.data}
        onSpan={(startsAt) =>
          void navigate({ to: '/calls', search: { connectionId, ...spanFrom(startsAt, 1) } })
        }
      />
      <ResponseTimeCard {...metrics.data} />
    </div>
  )
}
