import { DAY, HOUR } from '../kernel/time.ts'

const PERIOD_MS = 6 * HOUR
const SPAN_MS = 7 * DAY

/** How many attempts an endpoint has accepted, and how many have failed. */
export interface DeliveryCounts {
  readonly succeededCount: number
  readonly failedCount: number
}

/** Those of one period. Times are epoch milliseconds. */
export interface DeliveryTotals extends DeliveryCounts {
  readonly webhookEndpointId: string
  /** The beginning of its six hours. */
  readonly startedAt: number
}

export function periodOf(at: number): number {
  return Math.floor(at / PERIOD_MS) * PERIOD_MS
}

/** The first period of the last seven days, the current period included. */
export function firstRecentPeriod(now: number): number {
  return periodOf(now) - SPAN_MS + PERIOD_MS
}

/** @param results whether each attempt was accepted */
export function countDeliveries(results: readonly boolean[]): DeliveryCounts {
  const succeededCount = results.filter(Boolean).length
  return { succeededCount, failedCount: results.length - succeededCount }
}
