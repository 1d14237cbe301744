import { DAY_MS, HOUR_MS } from '../../ui/time.ts'

export const PERIODS = ['day', 'week'] as const
export type Period = (typeof PERIODS)[number]

/** The length of a period, and the hours per step of its charts. */
export const SPANS: Readonly<Record<Period, { readonly ms: number; readonly hours: number }>> = {
  day: { ms: DAY_MS - HOUR_MS, hours: 1 },
  week: { ms: 7 * DAY_MS - HOUR_MS, hours: 6 },
}

/** The state of the page that is in the URL. */
export interface OverviewSearch {
  readonly period?: Exclude<Period, 'day'>
}

export function readOverviewSearch(given: Record<string, unknown>): OverviewSearch {
  return given['period'] === 'week' ? { period: 'week' } : {}
}
