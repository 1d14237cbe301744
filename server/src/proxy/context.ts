import type { CallRecord } from '../calls/call-record.ts'
import type { Checker } from '../tokens/check-connection.ts'
import type { TokensContext } from '../tokens/context.ts'
import type { AccessTokens } from '../tokens/get-access-token.ts'
import type { UsageCounter } from './usage-counter.ts'

/** What this domain needs from others. */
export interface ProxyContext extends TokensContext {
  readonly accessTokens: AccessTokens
  readonly checker: Checker
  readonly usage: UsageCounter
  /** Of the request for which the provider is called; absent: it is not logged. */
  readonly record?: CallRecord
}
