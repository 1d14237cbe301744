import { Counter, Histogram, type Registry } from 'prom-client'

/** What background work reports. */
export interface BackgroundMetrics {
  /**
   * @param outcome `refreshed`, `failing`, `ended`, or `elsewhere`: another process was first
   * @param lateSeconds seconds after its due time; null if it was not due
   */
  countRefresh(provider: string, outcome: string, lateSeconds: number | null): void
  countDelivery(succeeded: boolean): void
}

export function createBackgroundMetrics(register: Registry): BackgroundMetrics {
  const refreshes = new Counter({
    name: 'letterlock_token_refreshes_total',
    help: 'Token refreshes by provider and outcome.',
    labelNames: ['provider', 'outcome'],
    registers: [register],
  })
  const lateness = new Histogram({
    name: 'letterlock_token_refresh_lateness_seconds',
    help: 'How long after its time a token refresh ended, by provider.',
    labelNames: ['provider'],
    buckets: [1, 5, 15, 60, 300, 1800, 7200, 86_400],
    registers: [register],
  })
  const deliveries = new Counter({
    name: 'letterlock_webhook_deliveries_total',
    help: 'Webhook deliveries by outcome: succeeded, failed.',
    labelNames: ['outcome'],
    registers: [register],
  })
  return {
    countRefresh(provider, outcome, lateSeconds) {
      refreshes.inc({ provider, outcome })
      if (lateSeconds !== null) lateness.observe({ provider }, lateSeconds)
    },
    countDelivery: (succeeded) => deliveries.inc({ outcome: succeeded ? 'succeeded' : 'failed' }),
  }
}
