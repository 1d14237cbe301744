import type { Checker } from '../tokens/check-connection.ts'
import type { AccessTokens } from '../tokens/get-access-token.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import type { RefreshCoordinator } from '../tokens/refresh-coordinator.ts'
import type { RateLimiter } from '../outbound/rate-limiter.ts'
import type { UsageCounter } from './usage-counter.ts'

export interface ProxyParts {
  readonly ports: ConnectionsContext
  readonly accessTokens: AccessTokens
  readonly refreshCoordinator: RefreshCoordinator
  readonly checker: Checker
  readonly rateLimiter: RateLimiter
  readonly usage: UsageCounter
  /** Milliseconds that a call waits for a token refresh. */
  readonly waitTimeoutMs: number
}

export interface ProxyRequest {
  readonly connectionId: string
  readonly method: string
  /** Path with query as in the request. An absolute URL of the account's own API follows the first slash. */
  readonly path: string
  /** Alternating names and values, as received. */
  readonly rawHeaders: readonly string[]
  /** A buffer can be sent again, a stream cannot. */
  readonly body: Buffer | AsyncIterable<Uint8Array> | null
  /** Milliseconds that a sent call may continue after a disconnect. Absent: it is aborted. */
  readonly graceMs?: number
  /** Called before a call that changes or sends a campaign; rejects while a campaign of the connection is sent. */
  readonly assertCampaignsFree?: (connectionId: string) => Promise<void>
}
