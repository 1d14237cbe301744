import type { ConnectionsContext } from '../connections/context.ts'
import type { RefreshLeases } from './refresh-leases.ts'
import type { TokenWrites } from './token-writes.ts'
import type { RefreshCoordinator } from './refresh-coordinator.ts'

/** What this domain needs from others, and what its parts share. */
export interface TokensContext extends ConnectionsContext {
  readonly refreshCoordinator: RefreshCoordinator
  readonly refreshLeases: RefreshLeases
  readonly tokenWrites: TokenWrites
  /** Milliseconds that a request waits for a refresh. */
  readonly waitTimeoutMs: number
}
