import type { Outbound } from '../outbound/outbound.ts'
import type { RateLimiter } from '../outbound/rate-limiter.ts'
import type { WorkspacesContext } from '../workspaces/context.ts'
import type { ConnectionRepository } from './connection-repository.ts'

/** What this domain needs from others. */
export interface ConnectionsContext extends WorkspacesContext {
  readonly store: WorkspacesContext['store'] & {
    readonly connections: ConnectionRepository
    /**
     * Number of concurrent refreshes. Chosen by measurement (`npm run bench -- herd`): more are faster, but would slow down token reads
     * to less than half.
     */
    readonly maxConcurrentRefreshes: number
    /** Milliseconds since the last outage of the database ended; 0 during one, Infinity if there was none. */
    sinceOutageMs(): number
  }
  readonly outbound: Outbound
  readonly rateLimiter: RateLimiter
  /** A credential that expires within this time is expiring soon. */
  readonly expiringSoonMs: number
}
