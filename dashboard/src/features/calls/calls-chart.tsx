import { useQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { exactly } from '../../ui/time.ts'
import { texts } from '../../words/index.ts'

const words = texts.calls
const HOURS = 24
const HOUR_MS = 3_600_000
const [STEP, WIDTH, TALL, LOW] = [10, 7, 96, 24]

/** Calls an hour of the last day; failed ones have a row and a scale of their own. */
export function CallsChart({ connectionId }: { readonly connectionId: string }) {
  const metrics = useQuery({
    queryKey: ['calls', 'metrics', connectionId],
    queryFn: () => server.getConnectionMetrics(connectionId),
  })
  if (metrics.error) return <Problem error={metrics.error} onRetry={() => metrics.refetch()} />
  if (metrics.isPending) return <Skeleton />
  const hours = hoursOf(metrics.data.items)
  const calls = hours.reduce((sum, hour) => sum + hour.calls, 0)
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0)
  if (calls === 0) return <p className="text-sm text-muted-foreground">{words.none}</p>
  const summary = words.summary(calls, failed)
  const [most, mostFailed] = [
    Math.max(1, ...hours.map((hour) => hour.calls)),
    Math.max(1, ...hours.map((hour) => hour.failed)),
  ]
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <b className="font-semibold">{words.perHour}</b>
        <span className="text-muted-foreground tabular-nums">{summary}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${HOURS * STEP} ${TALL + LOW + 8}`}
        preserveAspectRatio="none"
        className="block h-32 w-full"
      >
        <path
          d={`M0 ${TALL}H${HOURS * STEP}M0 ${TALL + LOW + 8}H${HOURS * STEP}`}
          className="stroke-chart-grid"
          vectorEffect="non-scaling-stroke"
        />
        {hours.map(({ at, calls: count, failed: errors }, index) => (
          <g key={at}>
            <title>{`${exactly(at)}: ${words.summary(count, errors)}`}</title>
            <rect
              x={index * STEP}
              width={WIDTH}
              y={TALL - (count / most) * TALL}
              height={(count / most) * TALL}
              className="fill-chart-calls"
            />
            <rect
              x={index * STEP}
              width={WIDTH}
              y={TALL + 8 + LOW - (errors / mostFailed) * LOW}
              height={(errors / mostFailed) * LOW}
              className="fill-chart-errors"
            />
          </g>
        ))}
      </svg>
    </figure>
  )
}

interface Hour {
  readonly at: string
  readonly calls: number
  readonly failed: number
}

/** An hour without calls is not in the answer, and is zero. */
function hoursOf(items: readonly { startsAt: string; callCount: number; errorCount: number }[]): Hour[] {
  const known = new Map(items.map((item) => [Date.parse(item.startsAt), item]))
  const last = Math.floor(Date.now() / HOUR_MS) * HOUR_MS
  return Array.from({ length: HOURS }, (_, index) => {
    const at = last - (HOURS - 1 - index) * HOUR_MS
    const item = known.get(at)
    return { at: new Date(at).toISOString(), calls: item?.callCount ?? 0, failed: item?.errorCount ?? 0 }
  })
}
