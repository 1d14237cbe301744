import type { KeyGuard } from '../core/authenticate-key.ts'
import type { TokenDoor } from '../core/fresh-token.ts'
import type { Ports } from '../core/ports.ts'
import type { Turns } from '../core/turns.ts'
import type { UsageCounter } from '../core/usage.ts'

/** What the routes work with. */
export interface Context {
  readonly ports: Ports
  readonly guard: KeyGuard
  readonly door: TokenDoor
  readonly turns: Turns
  readonly usage: UsageCounter
  readonly settings: {
    readonly rateLimitPerMinute: number
    readonly maxBodyBytes: number
  }
}
