import type { CallRecord } from '../calls/call-record.ts'
import type { ConnectionChecker } from '../tokens/connection-checker.ts'
import type { TokensContext } from '../tokens/context.ts'
import type { AccessTokens } from '../tokens/access-tokens.ts'
import type { UsageCounter } from './usage-counter.ts'

/** What this domain needs from others. */
export interface ProxyContext extends TokensContext {
  readonly accessTokens: AccessTokens
  readonly checker: ConnectionChecker
  readonly usage: UsageCounter
  /** The log record of the request; absent if it is not logged. */
  readonly record?: CallRecord
}
