import { Gauge, type Registry } from 'prom-client'

/** The connections of one pool to the database. */
export interface PoolUse {
  readonly pool: string
  readonly busyCount: number
  readonly idleCount: number
  /** Statements that wait for a connection. */
  readonly waitingCount: number
}

/** Empty if the database has no connections. */
export type ReadPoolUse = () => readonly PoolUse[]

export function registerPoolMetrics(register: Registry, read: ReadPoolUse): void {
  register.registerMetric(
    new Gauge({
      name: 'letterlock_database_pool_connections',
      help: 'Connections to PostgreSQL by pool and state: busy, idle.',
      labelNames: ['pool', 'state'],
      registers: [],
      collect() {
        for (const { pool, busyCount, idleCount } of read()) {
          this.set({ pool, state: 'busy' }, busyCount)
          this.set({ pool, state: 'idle' }, idleCount)
        }
      },
    }),
  )
  register.registerMetric(
    new Gauge({
      name: 'letterlock_database_pool_waiting',
      help: 'Statements that wait for a connection to PostgreSQL.',
      labelNames: ['pool'],
      registers: [],
      collect() {
        for (const { pool, waitingCount } of read()) this.set({ pool }, waitingCount)
      },
    }),
  )
}
