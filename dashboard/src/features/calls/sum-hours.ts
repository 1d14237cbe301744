import type { HourlyMetrics, WorkspaceHour } from '@letterlock/sdk'

/** The calls and refreshes of one step of the time axis. */
export interface Span {
  readonly startsAt: string
  readonly calls: number
  readonly failed: number
  /** In milliseconds; null without calls. */
  readonly averageMs: number | null
  readonly averageProviderMs: number | null
  readonly refreshes: number
  readonly failedRefreshes: number
}

/** Sums per step of some hours; averages are weighted by calls. */
export function sumHours(hours: readonly (HourlyMetrics & Partial<WorkspaceHour>)[], each: number): Span[] {
  return Array.from({ length: Math.ceil(hours.length / each) }, (_, index) =>
    sum(hours.slice(index * each, (index + 1) * each)),
  )
}

export function sum(hours: readonly (HourlyMetrics & Partial<WorkspaceHour>)[]): Span {
  const total = (of: (hour: (typeof hours)[number]) => number): number =>
    hours.reduce((before, hour) => before + of(hour), 0)
  const calls = total(({ callCount }) => callCount)
  const average = (of: (hour: (typeof hours)[number]) => number | null): number | null =>
    calls === 0 ? null : Math.round(total((hour) => (of(hour) ?? 0) * hour.callCount) / calls)
  return {
    startsAt: hours[0]?.startsAt ?? '',
    calls,
    failed: total(({ errorCount }) => errorCount),
    averageMs: average(({ averageDurationMs }) => averageDurationMs),
    averageProviderMs: average(({ averageProviderDurationMs }) => averageProviderDurationMs),
    refreshes: total(({ refreshCount = 0 }) => refreshCount),
    failedRefreshes: total(({ refreshErrorCount = 0 }) => refreshErrorCount),
  }
}
