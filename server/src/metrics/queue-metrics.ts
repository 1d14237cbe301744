import { Gauge, Histogram, type Registry } from 'prom-client'

export interface QueueMetrics {
  /** @param turn settles when the call has a slot, or leaves the queue */
  observeWait(provider: string, turn: Promise<unknown>): void
}

export function createQueueMetrics(register: Registry): QueueMetrics {
  const waiting = new Gauge({
    name: 'letterlock_provider_queue_length',
    help: 'Calls and refreshes that wait for a slot within the limits of a provider.',
    labelNames: ['provider'],
    registers: [register],
  })
  const waits = new Histogram({
    name: 'letterlock_provider_queue_wait_seconds',
    help: 'How long those that had to wait did.',
    labelNames: ['provider'],
    buckets: [0.01, 0.1, 0.5, 1, 2, 5, 10, 30],
    registers: [register],
  })
  return {
    observeWait(provider, turn) {
      const startedAt = performance.now()
      waiting.inc({ provider })
      const ended = (): void => {
        waiting.dec({ provider })
        waits.observe({ provider }, (performance.now() - startedAt) / 1000)
      }
      turn.then(ended, ended)
    },
  }
}
