import type { Provider } from '../providers/provider.ts'
import type { ProviderQueue, RateLimiter } from './rate-limiter.ts'

/** The account that a call is for; `app` is absent with an API key. */
export interface CallOwner {
  readonly accountId: string
  readonly oauthAppId: string | null
}

/** The queue in which calls to a provider's API wait for a slot. */
export function providerQueue(
  rateLimiter: RateLimiter,
  provider: Provider,
  { accountId, oauthAppId }: CallOwner,
): ProviderQueue {
  const { api } = provider
  const name = api.limitScope === 'oauth_app' ? (oauthAppId ?? accountId) : accountId
  return rateLimiter.queue(provider, name, {
    maxConcurrent: api.maxConcurrentCalls,
    maxPerSecond: api.maxCallsPerSecond,
  })
}
