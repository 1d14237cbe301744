/** Values over the times of a chart; null is unknown, and drawn as a gap. */
export interface Series {
  readonly name: string
  readonly values: readonly (number | null)[]
  readonly color: keyof typeof FILLS
  readonly form: 'bars' | 'line' | 'dashes'
}

/** Series that share an axis. Rare things have a panel and a scale of their own. */
export interface Panel {
  readonly series: readonly Series[]
  /** In pixels. */
  readonly height: number
}

/** What a chart draws, and a table lists. */
export interface ChartData {
  readonly panels: readonly Panel[]
  /** The name of each place on the time axis, whole and short. */
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
