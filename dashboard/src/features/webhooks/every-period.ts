import type { WebhookEndpoint } from '@letterlock/sdk'

type Period = Omit<WebhookEndpoint['recentDeliveries']['periods'][number], 'startedAt'>

const PERIOD_MS = 6 * 3_600_000
const COUNT = 28

/**
 * The periods of the last seven days, oldest first, those without attempts too.
 * @param now epoch milliseconds
 */
export function everyPeriod(periods: WebhookEndpoint['recentDeliveries']['periods'], now: number): Period[] {
  const known = new Map(periods.map((one) => [Date.parse(one.startedAt), one]))
  // The server's clock may be ahead.
  const newest = Math.max(Math.floor(now / PERIOD_MS) * PERIOD_MS, ...known.keys())
  return Array.from({ length: COUNT }, (_, index) => {
    const startedAt = newest - (COUNT - 1 - index) * PERIOD_MS
    return known.get(startedAt) ?? { succeededCount: 0, failedCount: 0 }
  })
}
