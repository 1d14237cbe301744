import { Counter, type Registry } from 'prom-client'

export interface OutboundMetrics {
  /** @param status the status of the response, or the code of the error in its place */
  countOutbound(host: string, status: number | string): void
}

/** Some providers have a host per tenant; further hosts count as `other`. */
const MAX_HOSTS = 100

/** Keeps its own counts: prom-client's counter looks up its labels each time, which would slow down forwarded calls. */
export function createOutboundMetrics(register: Registry): OutboundMetrics {
  const counts = new Map<string, Map<number | string, { count: number }>>()
  const requests = new Counter({
    name: 'letterlock_outbound_requests_total',
    help: 'Requests to providers by host and status: the response status, provider_timeout, provider_unavailable, or request_canceled if the client has disconnected.',
    labelNames: ['host', 'status'],
    registers: [],
    collect() {
      this.reset()
      for (const [host, byStatus] of counts)
        for (const [status, { count }] of byStatus) this.inc({ host, status: String(status) }, count)
    },
  })
  register.registerMetric(requests)
  return {
    countOutbound(given, status) {
      const host = counts.has(given) || counts.size < MAX_HOSTS ? given : 'other'
      let byStatus = counts.get(host)
      if (!byStatus) counts.set(host, (byStatus = new Map()))
      const counted = byStatus.get(status)
      if (counted) counted.count++
      else byStatus.set(status, { count: 1 })
    },
  }
}
