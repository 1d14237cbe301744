import { axisEnd } from './scale.ts'
import { FILLS, STROKES, type Panel, type Series } from './series.ts'

const STEP = 10
const GAP = 2.4

interface PanelPlotProps {
  readonly panel: Panel
  readonly length: number
  /** The index under the pointer. */
  readonly active: number | null
}

/** One panel: lines of its grid, and its series, over the whole width. */
export function PanelPlot({ panel: { series, height }, length, active }: PanelPlotProps) {
  const most = mostOf(series)
  const width = length * STEP
  const y = (value: number): number => height - (value / most) * height
  const grid = hasMiddle(height) ? [0, height / 2, height] : [0, height]
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="block w-full overflow-visible"
      style={{ height }}
    >
      <path
        d={grid.map((at) => `M0 ${at}H${width}`).join('')}
        className="stroke-chart-grid"
        vectorEffect="non-scaling-stroke"
      />
      {active !== null && (
        <rect x={active * STEP} width={STEP} height={height} className="fill-foreground/6" />
      )}
      {series.map(({ name, values, color, form }) =>
        form === 'bars' ? (
          values.map(
            (value, index) =>
              value !== null &&
              value > 0 && (
                <rect
                  key={`${name} ${index}`}
                  x={index * STEP + GAP / 2}
                  width={STEP - GAP}
                  // The minimum height of a value above 0.
                  y={Math.min(y(value), height - 1.5)}
                  height={Math.max(1.5, height - y(value))}
                  className={`${FILLS[color]} forced-colors:fill-[CanvasText]`}
                />
              ),
          )
        ) : (
          <g
            key={name}
            fill="none"
            strokeLinecap="round"
            strokeLinejoin="round"
            className={`${STROKES[color]} forced-colors:stroke-[CanvasText]`}
          >
            <path
              d={lineOf(values, y)}
              strokeWidth={2}
              strokeDasharray={form === 'dashes' ? '5 4' : undefined}
              vectorEffect="non-scaling-stroke"
            />
            <path d={dotsOf(values, y)} strokeWidth={6} vectorEffect="non-scaling-stroke" />
          </g>
        ),
      )}
    </svg>
  )
}

export function mostOf(series: readonly Series[]): number {
  return axisEnd(Math.max(0, ...series.flatMap(({ values }) => values.filter((value) => value !== null))))
}

export const hasMiddle = (height: number): boolean => height >= 60

type Scale = (value: number) => number

const placeOf = (index: number, value: number, y: Scale): string =>
  `${index * STEP + STEP / 2} ${y(value).toFixed(2)}`

/** Through the middle of each step; an unknown value ends the line. */
function lineOf(values: Series['values'], y: Scale): string {
  let draws = false
  return values
    .map((value, index) => {
      const command = value === null ? '' : `${draws ? 'L' : 'M'}${placeOf(index, value, y)}`
      draws = value !== null
      return command
    })
    .join('')
}

/** Isolated values, which are not part of a line. */
function dotsOf(values: Series['values'], y: Scale): string {
  const isAlone = (index: number): boolean =>
    (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null
  return values
    .map((value, index) => (value !== null && isAlone(index) ? `M${placeOf(index, value, y)}h.01` : ''))
    .join('')
}
