import { STROKES } from './series.ts'

const STEP = 4
const HEIGHT = 20

interface SparklineProps {
  /** A description of the chart. */
  readonly label: string
  /** Series on one scale. */
  readonly lines: readonly { readonly values: readonly number[]; readonly color: keyof typeof STROKES }[]
  /** What it shows has ended. */
  readonly muted?: boolean
}

/** Lines without axes, for a table cell. */
export function Sparkline({ label, lines, muted = false }: SparklineProps) {
  const most = Math.max(1, ...lines.flatMap(({ values }) => values))
  const length = Math.max(2, ...lines.map(({ values }) => values.length))
  const y = (value: number): string => (HEIGHT - 1 - (value / most) * (HEIGHT - 2)).toFixed(1)
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${(length - 1) * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-5 w-24 overflow-visible"
    >
      {lines.map(({ values, color }) => (
        <path
          key={color}
          d={values.map((value, index) => `${index === 0 ? 'M' : 'L'}${index * STEP} ${y(value)}`).join('')}
          fill="none"
          strokeWidth={1.5}
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
          className={`${muted ? 'stroke-off-solid' : STROKES[color]} forced-colors:stroke-[CanvasText]`}
        />
      ))}
    </svg>
  )
}
