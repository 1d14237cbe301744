import { setTimeout as sleep } from 'node:timers/promises'
import type { ConnectionReason } from '@letterlock/sdk/wire.ts'
import { ProblemError, type ErrorCode } from '../kernel/errors.ts'
import { refreshTokens } from '../oauth/refresh-grant.ts'
import type { OAuthAppCredentialsReader } from '../workspaces/client-secrets.ts'
import { providerOf } from '../workspaces/oauth-apps.ts'
import type { Connection, TokenSet } from '../connections/connection.ts'
import type { NewEvent } from '../workspaces/event.ts'
import type { CallParts } from '../connections/account-lookup.ts'
import type { LeasedConnection, ConnectionChange } from '../connections/connection-repository.ts'
import {
  assumeLifetime,
  failed,
  judgeFailure,
  movesRefreshEnd,
  nextDueAt,
  refreshed,
  retryAt,
} from '../connections/refresh-policy.ts'
import { whyTokensAreLost, whyTokensEndSoon, type StatusTime } from '../connections/status.ts'
import { parseScopes } from '../providers/granted-scopes.ts'
import { decryptTokenSet, encryptTokenSet } from '../connections/encrypted-credentials.ts'
import { takeTokens } from '../connections/take-tokens.ts'

export interface RefreshParts extends CallParts {
  readonly apps: OAuthAppCredentialsReader
  /** Timeout of the request; the lease lasts twice as long. */
  readonly timeoutMs: number
}

export interface RefreshOptions {
  /** The provider has just rejected the access token. */
  readonly refused?: boolean
}

/** `elsewhere`: another process has saved a newer token set. */
export type RefreshedTokenSet = 'refreshed' | 'failing' | 'ended' | 'elsewhere'

/**
 * Refreshes the token set of a leased connection and ends the lease. The result is saved before it is returned. A new token set is saved
 * unless a newer one exists, even if the lease has expired.
 */
export async function refreshTokenSet(
  parts: RefreshParts,
  leased: LeasedConnection,
  { refused = false }: RefreshOptions = {},
): Promise<RefreshedTokenSet> {
  const { ports } = parts
  const sentAt = ports.now().getTime()
  let answer: { tokens: TokenSet; previous: Uint8Array | null }
  try {
    answer = await askProvider(parts, leased, sentAt)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return noteFailure(parts, leased, error)
  }
  const { tokens, previous } = answer
  const now = ports.now().getTime()
  const { refreshType, health: before } = leased
  const age = sentAt - (before.refreshedAt ?? leased.connectedAt)
  const ends = {
    refreshType,
    accessTokenExpiresAt: tokens.expiresAt,
    assumedLifetimeMs: tokens.lifetimeKnown ? null : assumeLifetime(leased, refused ? age : null),
    refreshExpiresAt: tokens.refreshExpiresAt,
  }
  const moves = movesRefreshEnd(leased, tokens.refreshExpiresAt, age)
  const well = { ...refreshed(now), ...(moves !== undefined && { refreshEndMoves: moves }) }
  const at = { now, expiringSoonMs: ports.expiringSoonMs }
  const soon = whyTokensEndSoon({ ...leased, ...ends, reason: null, health: well }, at)
  const of = { connectionId: leased.id, actor: 'system' }
  const events: NewEvent[] = [{ ...of, type: 'connection.token_refreshed' }]
  if (before.failingSince !== undefined || leased.reason !== null)
    events.push({ ...of, type: 'connection.recovered' })
  if (soon !== null && soon !== before.notifiedReason)
    events.push({ ...of, type: 'connection.expiring_soon', data: { reason: soon } })
  const change: ConnectionChange = {
    ...ends,
    tokenSetCiphertext: encryptTokenSet(ports, leased, tokens),
    previousTokenSetCiphertext: previous,
    reason: null,
    dueAt: nextDueAt(ends, { now: sentAt, expiringSoonMs: ports.expiringSoonMs, random: Math.random() }),
    refreshStartedAt: null,
    health: soon === null ? well : { ...well, notifiedReason: soon },
    ...(tokens.scope !== null && { grantedScopes: parseScopes(tokens.scope) }),
    endLease: true,
  }
  const saved = await retryWrite(parts, () =>
    ports.store.connections.change(leased, change, { guard: 'token_set_version', events, now }),
  )
  if (saved) return 'refreshed'
  ports.log.warn({ connection: leased.id }, 'refresh result not saved: the connection was changed meanwhile')
  return 'elsewhere'
}

/** Refreshes with the current token set; if that is rejected and the provider keeps the previous one valid, with that. */
async function askProvider(
  parts: RefreshParts,
  leased: LeasedConnection,
  sentAt: number,
): Promise<{ tokens: TokenSet; previous: Uint8Array | null }> {
  const { ports } = parts
  const { previousRefreshTokenStaysValid = false } = providerOf(ports, leased.providerSlug).token
  const current = decryptTokenSet(ports, leased, leased.tokenSetCiphertext)
  try {
    const tokens = await ask(parts, leased, current, sentAt)
    return { tokens, previous: previousRefreshTokenStaysValid ? leased.tokenSetCiphertext : null }
  } catch (error) {
    const rejected = error instanceof ProblemError && error.code === 'refresh_rejected'
    if (!rejected || !previousRefreshTokenStaysValid || leased.previousTokenSetCiphertext === null)
      throw error
    const previous = decryptTokenSet(ports, leased, leased.previousTokenSetCiphertext)
    if (!previous.refreshToken || previous.refreshToken.reveal() === current.refreshToken?.reveal())
      throw error
    return { tokens: await ask(parts, leased, previous, sentAt), previous: null }
  }
}

async function ask(
  { ports, rateLimiter, apps, timeoutMs }: RefreshParts,
  leased: LeasedConnection,
  { refreshToken, ...kept }: TokenSet,
  sentAt: number,
): Promise<TokenSet> {
  const provider = providerOf(ports, leased.providerSlug)
  if (!refreshToken) throw new ProblemError('refresh_rejected', { detail: 'no refresh token' })
  const { clientId, clientSecrets } = await apps.read(leased.workspaceId, leased.oauthAppId ?? '')
  const { maxConcurrentRefreshes = 64, maxRefreshesPerSecond } = provider.token
  const queue = rateLimiter.queue(provider.id, 'refreshes', {
    maxConcurrent: maxConcurrentRefreshes,
    perProcess: true,
    maxPerSecond: maxRefreshesPerSecond,
  })
  const turn = await queue.acquire()
  try {
    // The lease may have expired while waiting; another process may hold it.
    if (performance.now() - leased.leasedAt > timeoutMs)
      throw new ProblemError('provider_rate_limited', { detail: 'the lease is too old' })
    for (const [index, clientSecret] of clientSecrets.entries()) {
      try {
        const answer = await refreshTokens(
          provider.token,
          { clientId, clientSecret, refreshToken },
          (url, init) => ports.outbound.request(provider, url, { ...init, timeoutMs }),
        )
        return takeTokens(ports, provider, { answer, old: { ...kept, refreshToken }, sentAt })
      } catch (error) {
        // A client secret that was rotated at the provider is rejected: try the next.
        const refused = error instanceof ProblemError && error.code === 'oauth_app_rejected'
        if (!refused || index === clientSecrets.length - 1) throw error
      }
    }
    throw new ProblemError('oauth_app_rejected', {
      detail: `OAuth app ${leased.oauthAppId} has no client secret`,
    })
  } finally {
    turn.release()
  }
}

async function noteFailure(
  parts: RefreshParts,
  leased: LeasedConnection,
  error: ProblemError,
): Promise<RefreshedTokenSet> {
  const { ports } = parts
  const { code, detail, facts } = error
  const now = ports.now().getTime()
  const failureClass = judgeFailure(code, leased.health, now)
  ports.log.warn({ connection: leased.id, problem: code, detail, failureClass }, 'token refresh failed')
  const { orphanedRefreshStartedAt } = leased
  const final = failureClass === 'final'
  const failing = failed(leased.health, code, now)
  const health =
    final && orphanedRefreshStartedAt !== null ? { ...failing, lostAt: orphanedRefreshStartedAt } : failing
  const retryAfterSeconds = Number(facts['retryAfterSeconds'] ?? 0)
  const outcome = final
    ? ({ reason: 'refresh_rejected', dueAt: null, refreshStartedAt: null } as const)
    : ({
        reason: leased.reason,
        dueAt: retryAt(health, { code, retryAfterSeconds, now, random: Math.random() }),
        refreshStartedAt: failureClass === 'unknown' ? leased.refreshStartedAt : orphanedRefreshStartedAt,
      } as const)
  const after = { ...leased, ...outcome, health }
  const { notifiedReason, events } = failureEvents(leased, after, code, {
    now,
    expiringSoonMs: ports.expiringSoonMs,
  })
  const change = {
    ...outcome,
    health: notifiedReason ? { ...health, notifiedReason } : health,
    endLease: true,
  }
  const noted = await retryWrite(parts, () =>
    ports.store.connections.change(leased, change, { guard: 'fencing_token', events, now }),
  )
  // Another process has acquired the lease or saved a newer token set: its result counts.
  return noted ? (final ? 'ended' : 'failing') : 'elsewhere'
}

/** The events of a failure; each reason is reported once. */
function failureEvents(
  before: LeasedConnection,
  after: Connection,
  problem: ErrorCode,
  at: StatusTime,
): { notifiedReason?: ConnectionReason; events: NewEvent[] } {
  const of = { connectionId: before.id, actor: 'system' }
  const events: NewEvent[] = []
  if (before.health.failingSince === undefined && after.reason === null)
    events.push({ ...of, type: 'connection.refresh_failed', data: { problem } })
  const lost = whyTokensAreLost(after, at.now)
  const soon = lost === null ? whyTokensEndSoon(after, at) : null
  const notifiedReason = lost ?? soon
  if (notifiedReason === null || notifiedReason === before.health.notifiedReason) return { events }
  const answerLost = after.health.lostAt !== undefined && { answerLost: true }
  events.push({
    ...of,
    type: lost ? 'connection.credential_failed' : 'connection.expiring_soon',
    data: { reason: notifiedReason, ...answerLost },
  })
  return { notifiedReason, events }
}

const TRY_AGAIN_MS = 500

/** Retries a write, so that a short database outage does not lose a new token set. */
async function retryWrite<T>({ ports, timeoutMs }: RefreshParts, write: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (performance.now() > deadline) throw error
      ports.log.error({ err: error }, 'refresh result not saved, retrying')
      await sleep(TRY_AGAIN_MS)
    }
  }
}
