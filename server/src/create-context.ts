import type { Config } from './config/config.ts'
import type { AppContext } from './context.ts'
import { createOAuthAppCredentials } from './workspaces/oauth-app-credentials.ts'
import { createConnectionChecker } from './tokens/connection-checker.ts'
import { createAccessTokens } from './tokens/access-tokens.ts'
import { createRefreshCoordinator } from './tokens/refresh-coordinator.ts'
import { createLeasedCallBudgets } from './outbound/leased-call-budget.ts'
import { createRateLimiter } from './outbound/rate-limiter.ts'
import { createUsageCounter } from './proxy/usage-counter.ts'
import { createWebhookFetch } from './outbound/webhook-fetch.ts'
import { SECOND } from './kernel/time.ts'

type Services = Pick<
  AppContext,
  'store' | 'encryption' | 'outbound' | 'mailer' | 'providers' | 'now' | 'log' | 'publicUrl'
>

/**
 * Creates the context of all domains.
 * @returns also how long the lease of a refresh lasts, and what ends the shared rate limits; undefined if this is the only process
 */
export function createContext(
  config: Config,
  given: Services,
): { context: AppContext; leaseMs: number; stopSharing: (() => Promise<void>) | undefined } {
  const { store, log } = given
  const sharing = store.callSlots && createLeasedCallBudgets({ slots: store.callSlots, log })
  const rateLimiter = createRateLimiter(
    { maxQueueLength: 1000, maxWaitMs: 30 * SECOND },
    sharing?.allowanceOf,
  )
  const { expiringSoonMs, refreshTimeoutMs, providerTimeoutMs: waitTimeoutMs } = config
  const services = { ...given, webhookFetch: createWebhookFetch(config), rateLimiter, expiringSoonMs }
  // A lease outlives the timeout of a refresh, so that no other process starts one meanwhile.
  const leaseMs = 2 * refreshTimeoutMs
  const oauthAppCredentials = createOAuthAppCredentials(services)
  const refreshCoordinator = createRefreshCoordinator({
    ...services,
    oauthAppCredentials,
    refreshTimeoutMs,
    leaseMs,
  })
  const tokens = { ...services, refreshCoordinator, waitTimeoutMs }
  const accessTokens = createAccessTokens(tokens)
  const context = {
    ...tokens,
    accessTokens,
    checker: createConnectionChecker(tokens),
    usage: createUsageCounter(services),
  }
  return { context, leaseMs, stopSharing: sharing?.stop }
}
