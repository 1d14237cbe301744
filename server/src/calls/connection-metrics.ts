import { HOUR } from '../kernel/time.ts'
import type { HourTotals } from './call.ts'

/** The calls of one hour, for a chart. Durations are null without calls. */
export interface HourlyMetrics {
  /** Epoch milliseconds. */
  readonly startsAt: number
  readonly callCount: number
  readonly errorCount: number
  readonly averageDurationMs: number | null
  readonly maxDurationMs: number | null
  readonly averageProviderDurationMs: number | null
}

/** The start of the hour that contains this time, in epoch milliseconds. */
export function hourOf(epochMs: number): number {
  return epochMs - (epochMs % HOUR)
}

/** One item per hour from `since` to before `until`, also for hours without calls. */
export function hourlyMetrics(totals: readonly HourTotals[], since: number, until: number): HourlyMetrics[] {
  const byHour = new Map(totals.map((total) => [total.hour, total]))
  const items: HourlyMetrics[] = []
  for (let startsAt = hourOf(since); startsAt < until; startsAt += HOUR)
    items.push(toMetrics(startsAt, byHour.get(startsAt)))
  return items
}

function toMetrics(startsAt: number, total: HourTotals | undefined): HourlyMetrics {
  const { callCount = 0, errorCount = 0, durationMs = 0, providerDurationMs = 0 } = total ?? {}
  const average = (sum: number): number | null => (callCount === 0 ? null : Math.round(sum / callCount))
  return {
    startsAt,
    callCount,
    errorCount,
    averageDurationMs: average(durationMs),
    maxDurationMs: total?.maxDurationMs ?? null,
    averageProviderDurationMs: average(providerDurationMs),
  }
}
