import type { Provider } from '../providers/provider.ts'
import type { ProviderQueue, RateLimiter } from './rate-limiter.ts'

/** Whose call it is: an account's, made with an app or, with an API key, without one. */
export interface CallOwner {
  readonly accountId: string
  readonly oauthAppId: string | null
}

/** The lane on which calls of a platform's API wait for their turn. */
export function providerQueue(
  rateLimiter: RateLimiter,
  { id, api }: Provider,
  { accountId, oauthAppId }: CallOwner,
): ProviderQueue {
  const name = api.limitScope === 'oauth_app' ? (oauthAppId ?? accountId) : accountId
  return rateLimiter.queue(id, name, {
    maxConcurrent: api.maxConcurrentCalls,
    maxPerSecond: api.maxCallsPerSecond,
  })
}
