import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Labels are routes, never addresses: no id and no secret can be in them. */
export interface Metrics {
  observe(method: string, route: string, status: number, seconds: number): void
  /** In Prometheus' text format. */
  read(): Promise<{ contentType: string; text: string }>
  close(): void
}

export function createMetrics(): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const duration = new Histogram({
    name: 'letterlock_http_request_duration_seconds',
    help: 'How long requests took, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers: [register],
  })
  // Looking a label set up costs more than counting: each is looked up once.
  const series = new Map<string, Map<string, { observe(seconds: number): void }[]>>()
  return {
    observe(method, route, status, seconds) {
      let byMethod = series.get(route)
      if (!byMethod) series.set(route, (byMethod = new Map()))
      let byStatus = byMethod.get(method)
      if (!byStatus) byMethod.set(method, (byStatus = []))
      const observed = (byStatus[status] ??= duration.labels({ method, route, status }))
      observed.observe(seconds)
    },
    read: async () => ({ contentType: register.contentType, text: await register.metrics() }),
    close: () => register.clear(),
  }
}
