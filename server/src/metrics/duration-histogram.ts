/** One set of labels of a histogram. */
export interface Series {
  observe(seconds: number): void
}

export interface HistogramOptions {
  readonly name: string
  readonly help: string
  /** Upper bounds in seconds, ascending. */
  readonly buckets: readonly number[]
}

/**
 * A histogram of durations, in the Prometheus text format. Each request is observed at least twice, and prom-client's histogram looks up
 * its labels each time: a twentieth of a token read.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export class DurationHistogram {
  readonly #options: HistogramOptions
  readonly #series: CountedSeries[] = []

  constructor(options: HistogramOptions) {
    this.#options = options
  }

  /** Adds a set of labels. Keep the result, and observe with it. */
  series(labels: Readonly<Record<string, string | number>>): Series {
    const series = new CountedSeries(labelsInText(labels), this.#options.buckets)
    this.#series.push(series)
    return series
  }

  text(): string {
    const { name, help } = this.#options
    const lines = this.#series.flatMap((series) => series.lines(name))
    return [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`, ...lines, ''].join('\n')
  }
}

class CountedSeries implements Series {
  readonly #labels: string
  readonly #bounds: readonly number[]
  /** The count of each bucket alone; the last one has no upper bound. */
  readonly #counts: number[]
  #sum = 0

  constructor(labels: string, bounds: readonly number[]) {
    this.#labels = labels
    this.#bounds = bounds
    this.#counts = Array.from({ length: bounds.length + 1 }, () => 0)
  }

  observe(seconds: number): void {
    const bounds = this.#bounds
    let bucket = 0
    while (bucket < bounds.length && seconds > (bounds[bucket] ?? Infinity)) bucket++
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    this.#sum += seconds
  }

  /** Buckets are cumulative. */
  lines(name: string): string[] {
    const labels = this.#labels
    let count = 0
    const buckets = this.#counts.map((inBucket, index) => {
      count += inBucket
      return `${name}_bucket{le="${this.#bounds[index] ?? '+Inf'}",${labels}} ${count}`
    })
    return [...buckets, `${name}_sum{${labels}} ${this.#sum}`, `${name}_count{${labels}} ${count}`]
  }
}

function labelsInText(labels: Readonly<Record<string, string | number>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${String(value).replaceAll(/[\\"\n]/g, escaped)}"`)
    .join(',')
}

function escaped(character: string): string {
  return character === '\n' ? '\\n' : `\\${character}`
}
