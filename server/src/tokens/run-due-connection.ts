import { ProblemError } from '../kernel/errors.ts'
import { MINUTE } from '../kernel/time.ts'
import { SYSTEM } from '../workspaces/event.ts'
import type { LeasedConnection, ConnectionChange } from '../connections/connection-repository.ts'
import { credentialFailed, expiringSoon, type ConnectionEvent } from '../connections/credential-events.ts'
import { judgeCheck, judgeFailedCheck } from './note-check.ts'
import { checkCredential } from './credential-check.ts'
import type { TokensContext } from './context.ts'
import { giveBackLease } from './give-back-lease.ts'
import { nextDueAt } from '../connections/refresh-policy.ts'

const WAIT_FOR_DEFINITION_MS = 10 * MINUTE
/** When a check without a result is repeated; spread, so that a provider that recovers does not get all checks at once. */
const MIN_RECHECK_MS = 10 * MINUTE
const MAX_RECHECK_MS = 30 * MINUTE

/** Handles a due connection: a refresh, a check, or the expiry of a non-refreshable token. Ends the lease. */
export async function runDueConnection(context: TokensContext, leased: LeasedConnection): Promise<void> {
  const {
    refreshType,
    tokenSetCiphertext,
    apiKeyCiphertext,
    reason,
    accessTokenExpiresAt,
    assumedLifetimeMs,
  } = leased
  if (!context.providers.has(leased.providerSlug)) return waitForDefinition(context, leased)
  const tokens = tokenSetCiphertext !== null && reason === null
  const ends = accessTokenExpiresAt !== null || assumedLifetimeMs !== null
  if (tokens && refreshType !== 'none' && ends) {
    await context.refreshCoordinator.refreshLeased(leased)
    return
  }
  const { now, expiringSoonMs } = context
  if (tokens && accessTokenExpiresAt !== null && accessTokenExpiresAt - now().getTime() <= expiringSoonMs)
    return noteEnd(context, leased, accessTokenExpiresAt)
  // A disabled account may be enabled again; a revoked token stays revoked.
  if (tokens || apiKeyCiphertext !== null || reason === 'account_disabled')
    return checkInTurn(context, leased)
  await finish(context, leased, { dueAt: null })
}

/** Without its definition, a provider cannot be called. The definition may be back after the next start. */
async function waitForDefinition(context: TokensContext, leased: LeasedConnection): Promise<void> {
  context.log.warn(
    { connectionId: leased.id, provider: leased.providerSlug, errorCode: 'provider_not_defined' },
    'a due connection waits for the definition of its provider',
  )
  await finish(context, leased, { dueAt: context.now().getTime() + WAIT_FOR_DEFINITION_MS })
}

async function checkInTurn(context: TokensContext, leased: LeasedConnection): Promise<void> {
  const now = context.now().getTime()
  try {
    const findings = await checkCredential(context, leased)
    // A token that was thought to be non-expiring is rejected: try its refresh token.
    if (findings.tokens?.works === false && leased.refreshType !== 'none' && leased.reason === null) {
      await context.refreshCoordinator.refreshLeased(leased)
      return
    }
    const { change, events } = judgeCheck(leased, findings, now)
    const { reason = leased.reason, apiKeyReason = leased.apiKeyReason } = change
    const hopeless =
      reason !== null && reason !== 'account_disabled' && (!leased.apiKeyCiphertext || apiKeyReason !== null)
    const again = {
      refreshType: 'none',
      accessTokenExpiresAt: reason === null ? leased.accessTokenExpiresAt : null,
    } as const
    const dueAt = hopeless
      ? null
      : nextDueAt(again, { now, expiringSoonMs: context.expiringSoonMs, random: Math.random() })
    await finish(context, leased, { ...change, dueAt }, events)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (context.missingKeys.note(error)) return giveBackLease(context, leased)
    context.log.warn(
      { connectionId: leased.id, errorCode: error.code, errorDetail: error.detail },
      'credential check failed',
    )
    const { change, events } = judgeFailedCheck(leased, error, now)
    const dueAt = Math.round(now + MIN_RECHECK_MS + Math.random() * (MAX_RECHECK_MS - MIN_RECHECK_MS))
    // It is retried, but reported once.
    await finish(context, leased, { ...change, dueAt }, leased.failedCheck === null ? events : [])
  }
}

async function noteEnd(context: TokensContext, leased: LeasedConnection, end: number): Promise<void> {
  const at = context.now().getTime()
  if (end <= at) {
    const change = { reason: 'expired', dueAt: null } as const
    const failed = { credential: 'oauth', reason: 'expired', now: at } as const
    return finish(context, leased, change, [credentialFailed({ ...leased, ...change }, failed)])
  }
  const health = { ...leased.health, notifiedReason: 'token_expiring' } as const
  await finish(
    context,
    leased,
    { dueAt: end, health },
    leased.health.notifiedReason === 'token_expiring' ? [] : [expiringSoon(leased, 'token_expiring')],
  )
}

async function finish(
  context: TokensContext,
  leased: LeasedConnection,
  change: ConnectionChange,
  events: readonly ConnectionEvent[] = [],
): Promise<void> {
  const attributed = events.map((event) => ({ ...event, connectionId: leased.id, actor: SYSTEM }))
  const now = context.now().getTime()
  const end = { refreshStartedAt: leased.orphanedRefreshStartedAt, endLease: true }
  const how = { guard: 'leased_version', events: attributed, now } as const
  if (await context.store.connections.change(leased, { ...change, ...end }, how)) return
  // Another request has changed the row, such as its API key. It is due, so it is checked again.
  await giveBackLease(context, leased)
}
