/** Values over the times of a chart; null is unknown, and drawn as a gap. */
export interface Series {
  readonly name: string
  readonly values: readonly (number | null)[]
  readonly color: keyof typeof FILLS
  readonly form: 'bars' | 'line' | 'dashes'
}

/** Series that share an axis. Rare values get their own panel and scale. */
export interface Panel {
  readonly series: readonly Series[]
  /** In pixels. */
  readonly height: number
}

/** The data of a chart and of its table. */
export interface ChartData {
  readonly panels: readonly Panel[]
  /** The long and short labels of each step. */
  readonly times: readonly (readonly [whole: string, short: string])[]
  readonly format: (value: number) => string
  readonly words: { readonly showTable: string; readonly time: string; readonly unknown: string }
}

export const FILLS = {
  calls: 'fill-chart-calls',
  errors: 'fill-chart-errors',
  second: 'fill-chart-second',
  ok: 'fill-ok-solid',
} as const

export const STROKES = {
  calls: 'stroke-chart-calls',
  errors: 'stroke-chart-errors',
  second: 'stroke-chart-second',
  ok: 'stroke-ok-solid',
} as const
