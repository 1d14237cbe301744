import { chartTimes } from '../../ui/chart/chart-times.ts'
import { Legend } from '../../ui/chart/legend.tsx'
import type { Series } from '../../ui/chart/series.ts'
import { TimeChart } from '../../ui/chart/time-chart.tsx'
import { shortNumber } from '../../ui/number.ts'
import { texts } from '../../words/index.ts'
import type { Span } from './sum-hours.ts'

const words = texts.charts

interface CallsChartProps {
  readonly spans: readonly Span[]
  readonly total: Span
  /** The heights of the two panels, in pixels. */
  readonly heights: readonly [calls: number, failed: number]
  /** Content above the chart, beside the legend. */
  readonly title?: string
  /** Called when a time was chosen. */
  readonly onSpan?: ((startsAt: string) => void) | undefined
}

export function seriesOfCalls(spans: readonly Span[]): readonly [calls: Series, failed: Series] {
  return [
    { name: words.calls, values: spans.map(({ calls }) => calls), color: 'calls', form: 'bars' },
    { name: words.failed, values: spans.map(({ failed }) => failed), color: 'errors', form: 'bars' },
  ]
}

/** Calls over time. Failed calls are few, so they have their own scale. */
export function CallsChart({ spans, total, heights, title, onSpan }: CallsChartProps) {
  const series = seriesOfCalls(spans)
  return (
    <>
      {title !== undefined && (
        <p className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm text-muted-foreground">
          {title} <Legend series={total.calls === 0 ? [] : series} />
        </p>
      )}
      <TimeChart
        summary={words.callsSummary(total.calls, total.failed)}
        panels={series.map((one, index) => ({ series: [one], height: heights[index] ?? 0 }))}
        times={chartTimes(spans.map(({ startsAt }) => startsAt))}
        format={shortNumber}
        empty={total.calls === 0 ? words.noCalls : undefined}
        words={words.table}
        onSelect={onSpan && ((index) => onSpan(spans[index]?.startsAt ?? ''))}
      />
    </>
  )
}
