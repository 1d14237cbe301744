import { Card } from '../../ui/card.tsx'
import { chartTimes } from '../../ui/chart/chart-times.ts'
import { Legend } from '../../ui/chart/legend.tsx'
import type { Panel, Series } from '../../ui/chart/series.ts'
import { TimeChart } from '../../ui/chart/time-chart.tsx'
import { Figure } from '../../ui/figure.tsx'
import { duration, number, rate, shortNumber } from '../../ui/number.ts'
import { texts } from '../../words/index.ts'
import { CallsChart, seriesOfCalls } from './calls-chart.tsx'
import type { Span } from './sum-hours.ts'

const words = texts.charts
const TALL = 132
const LOW = 28
/** The height of the two panels of the other charts. */
const WHOLE = TALL + 20 + LOW

export interface ChartProps {
  readonly spans: readonly Span[]
  readonly total: Span
}

const values = <Name extends keyof Span>(spans: readonly Span[], name: Name): Span[Name][] =>
  spans.map((span) => span[name])
const timesOf = (spans: readonly Span[]) => chartTimes(values(spans, 'startsAt'))

interface CallsCardProps extends ChartProps {
  readonly onSpan?: (startsAt: string) => void
}

export function CallsCard({ spans, total, onSpan }: CallsCardProps) {
  return (
    <ChartCard title={words.calls} series={total.calls === 0 ? [] : seriesOfCalls(spans)}>
      <Figures>
        <Figure value={number(total.calls)} name={words.callsName(total.calls)} />
        {/* Nothing has no share. */}
        {total.calls > 0 && <Figure value={rate(total.failed / total.calls)} name={words.failedName} />}
      </Figures>
      <CallsChart spans={spans} total={total} heights={[TALL, LOW]} onSpan={onSpan} />
    </ChartCard>
  )
}

export function ResponseTimeCard({ spans, total }: ChartProps) {
  const { averageMs, averageProviderMs } = total
  const series: readonly Series[] = [
    { name: words.average, values: values(spans, 'averageMs'), color: 'calls', form: 'line' },
    { name: words.atProvider, values: values(spans, 'averageProviderMs'), color: 'second', form: 'dashes' },
  ]
  const own = Math.max(0, (averageMs ?? 0) - (averageProviderMs ?? 0))
  const ms = (value: number): string => duration(Math.round(value))
  return (
    <ChartCard title={words.responseTime} series={averageMs === null ? [] : series}>
      <Figures>
        <Figure value={averageMs === null ? '–' : ms(averageMs)} name={words.onAverage} />
        {averageMs !== null && (
          <span className="text-sm text-muted-foreground">{words.ofWhichOwn(ms(own))}</span>
        )}
      </Figures>
      <TimeChart
        summary={
          averageMs === null
            ? words.noCalls
            : `${ms(averageMs)} ${words.onAverage}, ${words.ofWhichOwn(ms(own))}`
        }
        panels={[{ series, height: WHOLE }]}
        times={timesOf(spans)}
        format={ms}
        empty={averageMs === null ? words.noCalls : undefined}
        words={words.table}
      />
    </ChartCard>
  )
}

export function RefreshesCard({ spans, total }: ChartProps) {
  const series: readonly [Series, Series] = [
    { name: words.refreshed, values: values(spans, 'refreshes'), color: 'ok', form: 'bars' },
    { name: words.failed, values: values(spans, 'failedRefreshes'), color: 'errors', form: 'bars' },
  ]
  const { refreshes, failedRefreshes } = total
  return (
    <ChartCard title={words.refreshes} series={refreshes + failedRefreshes === 0 ? [] : series}>
      <Figures>
        <Figure value={number(refreshes)} name={words.refreshesName(refreshes)} />
        <span className="text-sm text-muted-foreground">{words.attemptsFailed(failedRefreshes)}</span>
      </Figures>
      <TimeChart
        summary={`${number(refreshes)} ${words.refreshesName(refreshes)}, ${words.attemptsFailed(failedRefreshes)}`}
        panels={panelsOf(series)}
        times={timesOf(spans)}
        format={shortNumber}
        empty={refreshes + failedRefreshes === 0 ? words.noRefreshes : undefined}
        words={words.table}
      />
    </ChartCard>
  )
}

function panelsOf([common, rare]: readonly [Series, Series]): Panel[] {
  return [
    { series: [common], height: TALL },
    { series: [rare], height: LOW },
  ]
}

interface ChartCardProps {
  readonly title: string
  readonly series: readonly Series[]
  readonly children: React.ReactNode
}

/** Wraps the lines of adjacent narrow cards alike, so that their charts align. */
function ChartCard({ title, series, children }: ChartCardProps) {
  const legend = series.length > 0 && (
    <span className="@max-[22rem]:basis-full">
      <Legend series={series} />
    </span>
  )
  return (
    <Card title={title} actions={legend} className="@container">
      {children}
    </Card>
  )
}

function Figures({ children }: { readonly children: React.ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap content-start items-baseline gap-x-4 @max-[22rem]:min-h-12">
      {children}
    </div>
  )
}
