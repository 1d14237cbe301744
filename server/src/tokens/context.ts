import type { ConnectionsContext } from '../connections/context.ts'
import type { RefreshLeases } from './refresh-leases.ts'
import type { RefreshCoordinator } from './refresh-coordinator.ts'

/** What this domain needs from others, and what its parts share. */
export interface TokensContext extends ConnectionsContext {
  readonly refreshCoordinator: RefreshCoordinator
  readonly refreshLeases: RefreshLeases
  /** Milliseconds that a request waits for a refresh. */
  readonly waitTimeoutMs: number
}
