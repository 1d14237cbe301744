import { DAY, HOUR } from '../kernel/time.ts'

const PERIOD_MS = 6 * HOUR
const SPAN_MS = 7 * DAY

/** How many attempts an endpoint has accepted, and how many have failed. */
export interface DeliveryCounts {
  readonly succeededCount: number
  readonly failedCount: number
}

/** The attempts of a period of six hours. Times are epoch milliseconds. */
export interface DeliveryTotals extends DeliveryCounts {
  readonly webhookEndpointId: string
  /** The start of the period. */
  readonly startedAt: number
}

export function periodOf(at: number): number {
  return Math.floor(at / PERIOD_MS) * PERIOD_MS
}

/** The first period of the last seven days, the current period included. */
export function firstRecentPeriod(now: number): number {
  return periodOf(now) - SPAN_MS + PERIOD_MS
}

/** What attempts at an endpoint add to its totals, by the period in which they were sent. */
export function totalsOf(
  webhookEndpointId: string,
  deliveries: readonly { readonly sentAt: number; readonly succeeded: boolean }[],
): DeliveryTotals[] {
  return [...Map.groupBy(deliveries, ({ sentAt }) => periodOf(sentAt))].map(([startedAt, sent]) => {
    const succeededCount = sent.filter(({ succeeded }) => succeeded).length
    return { webhookEndpointId, startedAt, succeededCount, failedCount: sent.length - succeededCount }
  })
}
