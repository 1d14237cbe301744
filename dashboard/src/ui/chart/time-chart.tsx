import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { classes } from '../classes.ts'
import { hasMiddle, PanelPlot, mostOf } from './panel-plot.tsx'
import { spread } from './scale.ts'
import type { ChartData, Panel } from './series.ts'
import { Table } from './table.tsx'

const LABELS = 5
/** In pixels, between panels: `gap-5`. */
const GAP = 20

interface TimeChartProps extends ChartData {
  /** A sentence that describes the chart. */
  readonly summary: string
  /** Shown instead of the chart if there is no data. */
  readonly empty?: string | undefined
  /** Called when a time was chosen: with a click, Enter, or in the table. */
  readonly onSelect?: ((index: number) => void) | undefined
}

/** Series over time. Pointer and arrow keys show the values of one time; a table has them all. */
export function TimeChart({ summary, panels, times, format, empty, words, onSelect }: TimeChartProps) {
  const [active, setActive] = useState<number | null>(null)
  const point = (event: PointerEvent<HTMLElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const index = Math.floor(((event.clientX - left) / width) * times.length)
    setActive(Math.min(times.length - 1, Math.max(0, index)))
  }
  const select = (): void => {
    if (active !== null) onSelect?.(active)
  }
  const move = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') select()
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -times.length, End: times.length }[event.key]
    if (step === undefined) return
    event.preventDefault()
    setActive((now) => Math.min(times.length - 1, Math.max(0, (now ?? times.length) + step)))
  }
  if (empty !== undefined) return <Empty panels={panels} text={empty} />
  return (
    <div className="@container flex flex-col gap-1.5">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5">
        <div aria-hidden className="flex flex-col gap-5 text-right text-xs text-faint-foreground">
          {panels.map((panel) => (
            <Axis key={panel.series[0]?.name} panel={panel} format={format} />
          ))}
        </div>
        <div
          // The table has the same values.
          role="img"
          aria-label={summary}
          tabIndex={0}
          className={classes('relative flex flex-col gap-5 rounded-sm', onSelect && 'cursor-pointer')}
          onClick={select}
          onPointerMove={point}
          onPointerLeave={() => setActive(null)}
          onBlur={() => setActive(null)}
          onKeyDown={move}
        >
          {panels.map((panel) => (
            <PanelPlot key={panel.series[0]?.name} panel={panel} length={times.length} active={active} />
          ))}
          {active !== null && <Values panels={panels} times={times} active={active} format={format} />}
        </div>
        <div aria-hidden className="col-start-2 mt-1.5 flex justify-between text-xs text-faint-foreground">
          {spread(times.length, LABELS).map((index, position) => (
            // A narrow chart has room for every other label.
            <span key={index} className={position % 2 === 1 ? '@max-[19rem]:hidden' : ''}>
              {times[index]?.[1]}
            </span>
          ))}
        </div>
      </div>
      <Table panels={panels} times={times} format={format} words={words} onSelect={onSelect} />
    </div>
  )
}

/** Reserves the height of the panels, to avoid a layout shift. */
function Empty({ panels, text }: { readonly panels: readonly Panel[]; readonly text: string }) {
  const height = panels.reduce((sum, panel) => sum + panel.height + GAP, -GAP)
  return (
    <p
      style={{ height }}
      className="grid place-items-center rounded-md bg-muted/60 text-center text-sm text-muted-foreground"
    >
      {text}
    </p>
  )
}

function Axis({ panel, format }: { readonly panel: Panel; readonly format: (value: number) => string }) {
  const most = mostOf(panel.series)
  return (
    <div className="flex flex-col justify-between" style={{ height: panel.height }}>
      <span className="-mt-2">{format(most)}</span>
      {hasMiddle(panel.height) && <span>{format(most / 2)}</span>}
      <span className="-mb-2">{format(0)}</span>
    </div>
  )
}

interface ValuesProps extends Pick<ChartData, 'panels' | 'times' | 'format'> {
  readonly active: number
}

/** The values of one time, on the side that has room. */
function Values({ panels, times, active, format }: ValuesProps): ReactNode {
  const place = ((active + 0.5) / times.length) * 100
  const side = place > 50 ? { right: `${100 - place}%` } : { left: `${place}%` }
  return (
    <div
      aria-hidden
      style={side}
      className="pointer-events-none absolute top-1 z-10 mx-3 rounded-md border bg-popover px-2.5 py-1.5 text-xs whitespace-nowrap shadow-floating"
    >
      <p className="mb-0.5 font-medium">{times[active]?.[0]}</p>
      {panels
        .flatMap(({ series }) => series)
        .map(({ name, values }) => {
          const value = values[active] ?? null
          return (
            <p key={name} className="flex justify-between gap-4 text-muted-foreground">
              {name}
              <b className="font-semibold text-foreground tabular-nums">
                {value === null ? '–' : format(value)}
              </b>
            </p>
          )
        })}
    </div>
  )
}
