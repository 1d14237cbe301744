import { DAY_MS, HOUR_MS } from '../../ui/time.ts'

export const PERIODS = ['day', 'week'] as const
export type Period = (typeof PERIODS)[number]

/** How long a period is, and how many hours are one place of its charts. */
export const SPANS: Readonly<Record<Period, { readonly ms: number; readonly hours: number }>> = {
  day: { ms: DAY_MS - HOUR_MS, hours: 1 },
  week: { ms: 7 * DAY_MS - HOUR_MS, hours: 6 },
}

/** What the page shows, which is in its address. */
export interface OverviewSearch {
  readonly period?: Exclude<Period, 'day'>
}

export function readOverviewSearch(given: Record<string, unknown>): OverviewSearch {
  return given['period'] === 'week' ? { period: 'week' } : {}
}
