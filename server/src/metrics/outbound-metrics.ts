import { Counter, type Registry } from 'prom-client'

export interface OutboundMetrics {
  /** @param status the response's, or the code of the error that came instead */
  countOutbound(host: string, status: number | string): void
}

/** Some providers have a host per tenant; those beyond count as `other`. */
const MAX_HOSTS = 100

export function createOutboundMetrics(register: Registry): OutboundMetrics {
  const requests = new Counter({
    name: 'letterlock_outbound_requests_total',
    help: 'Requests to providers by host and status: the response status, provider_timeout, provider_unavailable, or request_canceled if the client has disconnected.',
    labelNames: ['host', 'status'],
    registers: [register],
  })
  // Looking up a label set costs more than counting, so each is looked up once.
  const series = new Map<string, Map<number | string, { inc(): void }>>()
  return {
    countOutbound(given, status) {
      const host = series.has(given) || series.size < MAX_HOSTS ? given : 'other'
      let byStatus = series.get(host)
      if (!byStatus) series.set(host, (byStatus = new Map()))
      let counted = byStatus.get(status)
      if (!counted) byStatus.set(status, (counted = requests.labels({ host, status: String(status) })))
      counted.inc()
    },
  }
}
