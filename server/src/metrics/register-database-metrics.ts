import { Gauge, type Registry } from 'prom-client'
import { SECOND } from '../kernel/time.ts'
import type { Counts } from './counts.ts'

/** The database is queried at most this often, however many scrapers there are. */
const REMEMBERED_MS = 15 * SECOND

interface State {
  readonly connections: Awaited<ReturnType<Counts['connections']>>
  readonly queued: Awaited<ReturnType<Counts['queuedWebhooks']>>
  readonly sendRequests: Awaited<ReturnType<Counts['sendRequests']>>
}

/** Gauges of what is in the database. While it cannot be read, they are left out. */
export function registerDatabaseMetrics(register: Registry, counts: Counts, now: () => Date): void {
  let state: Promise<State | undefined> | undefined
  let countedAt = Number.NEGATIVE_INFINITY
  const read = async (): Promise<State | undefined> => {
    try {
      const [connections, queued, sendRequests] = await Promise.all([
        counts.connections(),
        counts.queuedWebhooks(),
        counts.sendRequests(now().getTime()),
      ])
      return { connections, queued, sendRequests }
    } catch {
      // The store logs an outage.
      return undefined
    }
  }
  const current = (): Promise<State | undefined> => {
    if (!state || performance.now() - countedAt > REMEMBERED_MS) {
      state = read()
      countedAt = performance.now()
    }
    return state
  }
  register.registerMetric(
    gaugeByLabel('letterlock_connections', {
      help: 'Connections by provider and status, in the whole database.',
      labelNames: ['provider', 'status'],
      read: async () => (await current())?.connections,
    }),
  )
  register.registerMetric(
    gaugeByLabel('letterlock_send_requests', {
      help: 'Campaigns that wait or waited for a user’s approval, by status: pending, approved, declined, expired.',
      labelNames: ['status'],
      read: async () => (await current())?.sendRequests,
    }),
  )
  register.registerMetric(
    gauge(
      'letterlock_webhook_backlog',
      'Events that wait for a webhook endpoint.',
      async () => (await current())?.queued.count,
    ),
  )
  register.registerMetric(
    gauge('letterlock_webhook_backlog_age_seconds', 'How long the oldest of them waits.', async () => {
      const queued = (await current())?.queued
      if (!queued) return undefined
      return queued.oldestAt === null ? 0 : Math.max(0, (now().getTime() - queued.oldestAt) / SECOND)
    }),
  )
}

function gauge(name: string, help: string, read: () => Promise<number | undefined>): Gauge {
  return new Gauge({
    name,
    help,
    registers: [],
    async collect() {
      const value = await read()
      if (value === undefined) this.reset()
      else this.set(value)
    },
  })
}

type LabeledCount = Readonly<Record<string, string | number>> & { readonly count: number }

interface LabeledCounts {
  readonly help: string
  readonly labelNames: readonly string[]
  readonly read: () => Promise<readonly LabeledCount[] | undefined>
}

function gaugeByLabel(name: string, { help, labelNames, read }: LabeledCounts): Gauge {
  return new Gauge({
    name,
    help,
    labelNames,
    registers: [],
    async collect() {
      this.reset()
      for (const { count, ...labels } of (await read()) ?? []) this.set(labels, count)
    },
  })
}
