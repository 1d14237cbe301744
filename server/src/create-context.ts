import type { Config } from './config/config.ts'
import type { AppContext } from './context.ts'
import { createAccountMemories } from './email-marketing/adapters/account-memory.ts'
import { createSendingWatch } from './email-marketing/sending/create-sending-watch.ts'
import { createSentRequests } from './email-marketing/sending/sent-requests.ts'
import { createOAuthAppCredentials } from './workspaces/oauth-app-credentials.ts'
import { createConnectionChecker } from './tokens/connection-checker.ts'
import { createAccessTokens } from './tokens/access-tokens.ts'
import { createRefreshLeases } from './tokens/refresh-leases.ts'
import { createTokenWrites } from './tokens/token-writes.ts'
import { createRefreshCoordinator } from './tokens/refresh-coordinator.ts'
import { createLeasedCallBudgets } from './outbound/leased-call-budgets.ts'
import { createOutbound } from './outbound/create-outbound.ts'
import { createRateLimiter, type CreateCallBudget } from './outbound/rate-limiter.ts'
import { createUsageCounter } from './proxy/usage-counter.ts'
import { createWebhookFetch } from './outbound/webhook-fetch.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { ResourceStack } from './kernel/resource-stack.ts'
import { SECOND } from './kernel/time.ts'

type Services = Pick<
  AppContext,
  'store' | 'encryption' | 'missingKeys' | 'mailer' | 'providers' | 'now' | 'log' | 'publicUrl' | 'tracing'
>

interface Given extends Services {
  readonly metrics: Pick<Metrics, 'countRefresh' | 'countDelivery' | 'countOutbound' | 'observeWait'>
  /** Creates the budget of a queue that no other process shares. Default: in real time. */
  readonly createCallBudget?: CreateCallBudget | undefined
}

/** Creates the context of all domains. */
export function createContext(
  config: Config,
  { metrics, createCallBudget, ...given }: Given,
  resources: ResourceStack,
): AppContext {
  const { store, log, tracing } = given
  const sharing = store.callSlots && createLeasedCallBudgets({ slots: store.callSlots, log })
  resources.defer(() => sharing?.stop())
  const rateLimiter = createRateLimiter(
    { maxQueueLength: 1000, maxWaitMs: 30 * SECOND, observeWait: metrics.observeWait },
    sharing?.allowanceOf ?? createCallBudget,
  )
  const outbound = createOutbound({
    sandboxUrl: config.sandboxUrl,
    timeoutMs: config.providerTimeoutMs,
    countOutbound: metrics.countOutbound,
    tracing: tracing && { tracing, passesOn: config.tracesProviders },
  })
  resources.defer(() => outbound.close())
  const webhookFetch = createWebhookFetch(config)
  resources.defer(() => webhookFetch.close())
  const { expiringSoonMs, clientSecretAgeMs, refreshTimeoutMs, providerTimeoutMs: waitTimeoutMs } = config
  const { countDelivery } = metrics
  const services = {
    ...given,
    outbound,
    webhookFetch,
    countDelivery,
    rateLimiter,
    expiringSoonMs,
    clientSecretAgeMs,
  }
  const refreshLeases = createRefreshLeases(store.connections, { log, refreshTimeoutMs })
  const tokenWrites = createTokenWrites({ log, refreshTimeoutMs })
  const oauthAppCredentials = createOAuthAppCredentials(services)
  const refreshCoordinator = createRefreshCoordinator({
    ...services,
    oauthAppCredentials,
    refreshTimeoutMs,
    refreshLeases,
    tokenWrites,
    countRefresh: metrics.countRefresh,
  })
  resources.defer(() => refreshCoordinator.idle())
  const tokens = { ...services, refreshCoordinator, refreshLeases, tokenWrites, waitTimeoutMs }
  const accessTokens = createAccessTokens(tokens)
  return {
    ...tokens,
    accessTokens,
    checker: createConnectionChecker(tokens),
    usage: createUsageCounter(services),
    accountMemoryOf: createAccountMemories(given.now),
    sentRequests: createSentRequests(),
    watchSending: createSendingWatch(services.log),
  }
}
