import { pathPattern } from '../providers/path-pattern.ts'
import type { LimitScope, Provider, ProviderRateLimit } from '../providers/provider.ts'
import type { ProviderQueue, RateLimiter } from './rate-limiter.ts'

/** A call to a provider's API, as its limits see it. */
export interface LimitedCall {
  readonly accountId: string
  /** null with an API key. */
  readonly oauthAppId: string | null
  /** Decoded, without query. */
  readonly path: string
}

/** The queue in which a call to a provider's API waits for a slot. */
export function providerQueue(
  rateLimiter: RateLimiter,
  provider: Provider,
  call: LimitedCall,
): ProviderQueue {
  const { main, others } = limitsOf(provider)
  let queue = rateLimiter.queue(provider, ownerOf(main.scope, call), main)
  for (const other of others)
    if (other.pattern.test(call.path)) {
      const name = `${ownerOf(other.scope, call)} ${other.index}`
      queue = inFrontOf(queue, rateLimiter.queue(provider, name, other))
    }
  return queue
}

/** Whether calls of one account wait in different queues, by their paths. */
export function hasLimitsByPath(provider: Provider): boolean {
  return limitsOf(provider).others.length > 0
}

function ownerOf(scope: LimitScope, { accountId, oauthAppId }: LimitedCall): string {
  return scope === 'oauth_app' ? (oauthAppId ?? accountId) : accountId
}

/** The limits of the account's or app's own queue, and the rates with another scope or path: each of them has its own queue. */
interface CompiledLimits {
  readonly main: {
    readonly scope: LimitScope
    readonly maxConcurrent: number
    readonly rates: readonly ProviderRateLimit[]
  }
  readonly others: readonly CompiledRate[]
}

interface CompiledRate {
  readonly index: number
  readonly scope: LimitScope
  readonly pattern: RegExp
  readonly maxConcurrent: number
  readonly perProcess: true
  readonly rates: readonly ProviderRateLimit[]
}

const EVERY_PATH = /^/

const compiled = new WeakMap<Provider, CompiledLimits>()

function limitsOf(provider: Provider): CompiledLimits {
  let limits = compiled.get(provider)
  if (!limits) compiled.set(provider, (limits = compile(provider)))
  return limits
}

function compile({ api: { limitScope, maxConcurrentCalls, rateLimits = [] } }: Provider): CompiledLimits {
  const isMain = ({ scope = limitScope, path }: ProviderRateLimit): boolean =>
    scope === limitScope && path === undefined
  return {
    main: { scope: limitScope, maxConcurrent: maxConcurrentCalls, rates: rateLimits.filter(isMain) },
    others: rateLimits.flatMap((limit, index) =>
      isMain(limit)
        ? []
        : {
            index,
            scope: limit.scope ?? limitScope,
            pattern: limit.path === undefined ? EVERY_PATH : pathPattern(limit.path),
            // A rate limits how often calls start, not how many run.
            maxConcurrent: Infinity,
            perProcess: true,
            rates: [limit],
          },
    ),
  }
}

/** Waits in `first`, then in `queue`. A call that has passed `first` counts there, even if it leaves `queue`. */
function inFrontOf(queue: ProviderQueue, first: ProviderQueue): ProviderQueue {
  return {
    acquire(principalId, waiter) {
      const passed = first.acquire(principalId, waiter)
      if (passed instanceof Promise)
        return passed.then((slot) => {
          slot.release()
          return queue.acquire(principalId, waiter)
        })
      passed.release()
      return queue.acquire(principalId, waiter)
    },
    count() {
      first.count()
      queue.count()
    },
    get isDropped() {
      return first.isDropped || queue.isDropped
    },
  }
}
