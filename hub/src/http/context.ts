import type { KeyGuard } from '../core/authenticate-key.ts'
import type { TokenDoor } from '../core/fresh-token.ts'
import type { Ports } from '../core/ports.ts'
import type { Turns } from '../core/turns.ts'
import type { UsageCounter } from '../core/usage.ts'
import type { Metrics } from './metrics.ts'
import type { RateLimit } from './rate-limit.ts'

/** What the routes work with. */
export interface Context {
  readonly ports: Ports
  readonly guard: KeyGuard
  readonly door: TokenDoor
  readonly turns: Turns
  readonly usage: UsageCounter
  readonly rateLimit: RateLimit
  readonly metrics: Metrics
  readonly settings: {
    readonly maxBodyBytes: number
  }
}
