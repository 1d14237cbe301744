import type { Checker } from '../tokens/check-connection.ts'
import type { AccessTokens } from '../tokens/get-access-token.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import type { RefreshCoordinator } from '../tokens/refresh-coordinator.ts'
import type { RateLimiter } from '../outbound/rate-limiter.ts'
import type { UsageCounter } from './usage-counter.ts'

export interface ProxyParts {
  readonly ports: ConnectionsContext
  readonly door: AccessTokens
  readonly refreshCoordinator: RefreshCoordinator
  readonly checker: Checker
  readonly rateLimiter: RateLimiter
  readonly usage: UsageCounter
  /** How long a caller waits for a renewal. */
  readonly waitTimeoutMs: number
}

export interface ProxyRequest {
  readonly connectionId: string
  readonly method: string
  /** With its query, as it stood in the request; a whole address of the account's own API comes after the first slash. */
  readonly path: string
  /** Name, value, name, value, …: as they came. */
  readonly rawHeaders: readonly string[]
  /** A body that is whole can be sent again; one that streams cannot. */
  readonly body: Buffer | AsyncIterable<Uint8Array> | null
  /** How long a call that has been sent may go on when its caller leaves; absent: it is cut off. */
  readonly graceMs?: number
}
