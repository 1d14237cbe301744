import { Registry } from 'prom-client'
import type { Counts } from './counts.ts'
import { registerDatabaseMetrics } from './register-database-metrics.ts'
import { registerPoolMetrics, type ReadPoolUse } from './register-pool-metrics.ts'
import { describeProcess } from './describe-process.ts'
import { DurationHistogram, type Series } from './duration-histogram.ts'
import { createBackgroundMetrics, type BackgroundMetrics } from './background-metrics.ts'
import { createOutboundMetrics, type OutboundMetrics } from './outbound-metrics.ts'
import { createQueueMetrics, type QueueMetrics } from './queue-metrics.ts'

/** Labels are route patterns, never URLs, so they contain no ID and no secret. */
export interface Metrics extends BackgroundMetrics, OutboundMetrics, QueueMetrics {
  observe(method: string, route: string, statusCode: number, seconds: number): void
  observeQuery(operation: 'read' | 'write', seconds: number): void
  /** Adds what is counted in the database at each scrape. */
  watch(counts: Counts, now: () => Date, poolUse: ReadPoolUse): void
  /** In the Prometheus text format. */
  read(): Promise<{ contentType: string; text: string }>
  close(): void
}

export function createMetrics(): Metrics {
  const register = new Registry()
  describeProcess(register)
  const duration = new DurationHistogram({
    name: 'letterlock_http_request_duration_seconds',
    help: 'Duration of requests by route and status code.',
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60],
  })
  const queries = new DurationHistogram({
    name: 'letterlock_database_query_duration_seconds',
    help: 'Duration of database reads and writes; a write is durable at its end.',
    buckets: [0.0001, 0.0005, 0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
  })
  const byOperation = {
    read: queries.series({ operation: 'read' }),
    write: queries.series({ operation: 'write' }),
  }
  // Looking up a label set costs more than counting, so each is looked up once.
  const series = new Map<string, Map<string, Series[]>>()
  return {
    observe(method, route, statusCode, seconds) {
      let byMethod = series.get(route)
      if (!byMethod) series.set(route, (byMethod = new Map()))
      let byStatus = byMethod.get(method)
      if (!byStatus) byMethod.set(method, (byStatus = []))
      const observed = (byStatus[statusCode] ??= duration.series({ method, route, status_code: statusCode }))
      observed.observe(seconds)
    },
    ...createOutboundMetrics(register),
    ...createQueueMetrics(register),
    ...createBackgroundMetrics(register),
    observeQuery: (operation, seconds) => byOperation[operation].observe(seconds),
    watch(counts, now, poolUse) {
      registerDatabaseMetrics(register, counts, now)
      registerPoolMetrics(register, poolUse)
    },
    read: async () => ({
      contentType: register.contentType,
      text: [await register.metrics(), duration.text(), queries.text()].join('\n'),
    }),
    close: () => register.clear(),
  }
}
