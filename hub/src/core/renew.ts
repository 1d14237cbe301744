import { setTimeout as sleep } from 'node:timers/promises'
import type { StatusReason } from '@letterlock/client/wire.ts'
import { HubError, type ErrorCode } from '../errors.ts'
import { refreshTokens } from '../oauth/refresh-grant.ts'
import type { AppCredentialsReader } from './app-credentials.ts'
import { providerOf } from './apps.ts'
import type { Connection, NewEvent, TokenSet } from './connection.ts'
import type { CallParts } from './identify.ts'
import type { Claimed, ConnectionChange } from './ports.ts'
import {
  assumeLifetime,
  failed,
  judgeFailure,
  movesRefreshEnd,
  nextDueAt,
  refreshed,
  retryAt,
} from './renewal.ts'
import { whyTokensAreLost, whyTokensEndSoon, type StatusTime } from './status.ts'
import { readScopes } from './scopes.ts'
import { openTokenSet, sealTokenSet } from './sealed-credentials.ts'
import { takeTokens } from './take-tokens.ts'

export interface RenewParts extends CallParts {
  readonly apps: AppCredentialsReader
  /** How long the platform may take; the lease lasts twice as long. */
  readonly timeoutMs: number
}

export interface RenewOptions {
  /** The platform's API has just refused the access token. */
  readonly refused?: boolean
}

/** `elsewhere`: somebody else's newer token set stands. */
export type Renewed = 'renewed' | 'failing' | 'ended' | 'elsewhere'

/**
 * Renews the token set of a connection whose lease is ours, and gives the lease back. Whatever the platform answers is
 * written down before anyone is told of it; a new token set is taken as long as no newer one stands, even when the lease
 * has run out meanwhile.
 */
export async function renew(
  parts: RenewParts,
  claimed: Claimed,
  { refused = false }: RenewOptions = {},
): Promise<Renewed> {
  const { ports } = parts
  const sentAt = ports.now().getTime()
  let answer: { tokens: TokenSet; previous: Uint8Array | null }
  try {
    answer = await askPlatform(parts, claimed, sentAt)
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    return noteFailure(parts, claimed, error)
  }
  const { tokens, previous } = answer
  const now = ports.now().getTime()
  const { renewal, health: before } = claimed
  const age = sentAt - (before.refreshedAt ?? claimed.connectedAt)
  const renewed = {
    renewal,
    tokensExpireAt: tokens.expiresAt,
    assumedLifetimeMs: tokens.lifetimeKnown ? null : assumeLifetime(claimed, refused ? age : null),
    refreshExpiresAt: tokens.refreshExpiresAt,
  }
  const moves = movesRefreshEnd(claimed, tokens.refreshExpiresAt, age)
  const well = { ...refreshed(now), ...(moves !== undefined && { refreshEndMoves: moves }) }
  const at = { now, soonMs: ports.soonMs }
  const soon = whyTokensEndSoon({ ...claimed, ...renewed, reason: null, health: well }, at)
  const of = { connectionId: claimed.id, actor: 'system' }
  const events: NewEvent[] = [{ ...of, type: 'connection.refreshed' }]
  if (before.failingSince !== undefined || claimed.reason !== null)
    events.push({ ...of, type: 'connection.recovered' })
  if (soon !== null && soon !== before.told)
    events.push({ ...of, type: 'connection.expiring_soon', data: { reason: soon } })
  const change: ConnectionChange = {
    ...renewed,
    sealedTokens: sealTokenSet(ports, claimed, tokens),
    sealedPrevious: previous,
    reason: null,
    dueAt: nextDueAt(renewed, { now: sentAt, soonMs: ports.soonMs, random: Math.random() }),
    intentAt: null,
    health: soon === null ? well : { ...well, told: soon },
    ...(tokens.scope !== null && { grantedScopes: readScopes(tokens.scope) }),
    endLease: true,
  }
  const saved = await insist(parts, () =>
    ports.store.connections.change(claimed, change, { guard: 'generation', events, now }),
  )
  if (saved) return 'renewed'
  ports.log.warn({ connection: claimed.id }, 'renewed too late: the connection was changed meanwhile')
  return 'elsewhere'
}

/** Asks with each client secret, newest first; then with the token set before, where that one is still good at the platform. */
async function askPlatform(
  parts: RenewParts,
  claimed: Claimed,
  sentAt: number,
): Promise<{ tokens: TokenSet; previous: Uint8Array | null }> {
  const { ports } = parts
  const { previousStaysValid = false } = providerOf(ports, claimed.providerId).token
  const current = openTokenSet(ports, claimed, claimed.sealedTokens)
  try {
    const tokens = await ask(parts, claimed, current, sentAt)
    return { tokens, previous: previousStaysValid ? claimed.sealedTokens : null }
  } catch (error) {
    const rejected = error instanceof HubError && error.code === 'refresh_rejected'
    if (!rejected || !previousStaysValid || claimed.sealedPrevious === null) throw error
    const previous = openTokenSet(ports, claimed, claimed.sealedPrevious)
    if (!previous.refreshToken || previous.refreshToken.reveal() === current.refreshToken?.reveal())
      throw error
    return { tokens: await ask(parts, claimed, previous, sentAt), previous: null }
  }
}

async function ask(
  { ports, turns, apps, timeoutMs }: RenewParts,
  claimed: Claimed,
  { refreshToken, ...kept }: TokenSet,
  sentAt: number,
): Promise<TokenSet> {
  const provider = providerOf(ports, claimed.providerId)
  if (!refreshToken) throw new HubError('refresh_rejected', { detail: 'there is no refresh token' })
  const { clientId, clientSecrets } = await apps.read(claimed.workspaceId, claimed.appId ?? '')
  const { maxConcurrentRenewals = 64, maxRenewalsPerSecond } = provider.token
  const lane = turns.lane(provider.id, 'renewals', {
    most: maxConcurrentRenewals,
    mostIsOwn: true,
    perSecond: maxRenewalsPerSecond,
  })
  const turn = await lane.take()
  try {
    // Whoever slept too long may not be the only holder by the time the platform answers.
    if (performance.now() - claimed.claimedAt > timeoutMs)
      throw new HubError('platform_busy', { detail: 'the lease is too old to begin' })
    for (const [index, clientSecret] of clientSecrets.entries()) {
      try {
        const answer = await refreshTokens(
          provider.token,
          { clientId, clientSecret, refreshToken },
          (url, init) => ports.outbound.request(provider, url, { ...init, timeoutMs }),
        )
        return takeTokens(ports, provider, { answer, old: { ...kept, refreshToken }, sentAt })
      } catch (error) {
        // A secret that was rotated away at the platform may still be the right one here, and the other way round.
        const refused = error instanceof HubError && error.code === 'app_credentials_rejected'
        if (!refused || index === clientSecrets.length - 1) throw error
      }
    }
    throw new HubError('app_credentials_rejected', { detail: `app ${claimed.appId} has no secret` })
  } finally {
    turn.release()
  }
}

async function noteFailure(parts: RenewParts, claimed: Claimed, error: HubError): Promise<Renewed> {
  const { ports } = parts
  const { code, detail, facts } = error
  const now = ports.now().getTime()
  const verdict = judgeFailure(code, claimed.health, now)
  ports.log.warn({ connection: claimed.id, problem: code, detail, verdict }, 'not renewed')
  const { orphanedIntentAt } = claimed
  const final = verdict === 'final'
  const failing = failed(claimed.health, code, now)
  const health = final && orphanedIntentAt !== null ? { ...failing, lostAt: orphanedIntentAt } : failing
  const retryAfterSeconds = Number(facts['retryAfterSeconds'] ?? 0)
  const outcome = final
    ? ({ reason: 'refresh_rejected', dueAt: null, intentAt: null } as const)
    : ({
        reason: claimed.reason,
        dueAt: retryAt(health, { code, retryAfterSeconds, now, random: Math.random() }),
        intentAt: verdict === 'unknown' ? claimed.intentAt : orphanedIntentAt,
      } as const)
  const after = { ...claimed, ...outcome, health }
  const { told, events } = news(claimed, after, code, { now, soonMs: ports.soonMs })
  const change = { ...outcome, health: told ? { ...health, told } : health, endLease: true }
  const noted = await insist(parts, () =>
    ports.store.connections.change(claimed, change, { guard: 'fence', events, now }),
  )
  // Somebody else has claimed it since, or has a newer token set: theirs is the truth.
  return noted ? (final ? 'ended' : 'failing') : 'elsewhere'
}

/** Each piece of news once, not at every try. */
function news(
  before: Claimed,
  after: Connection,
  problem: ErrorCode,
  at: StatusTime,
): { told?: StatusReason; events: NewEvent[] } {
  const of = { connectionId: before.id, actor: 'system' }
  const events: NewEvent[] = []
  if (before.health.failingSince === undefined && after.reason === null)
    events.push({ ...of, type: 'connection.refresh_failing', data: { problem } })
  const lost = whyTokensAreLost(after, at.now)
  const soon = lost === null ? whyTokensEndSoon(after, at) : null
  const told = lost ?? soon
  if (told === null || told === before.health.told) return { events }
  const answerLost = after.health.lostAt !== undefined && { answerLost: true }
  events.push({
    ...of,
    type: lost ? 'connection.access_lost' : 'connection.expiring_soon',
    data: { reason: told, ...answerLost },
  })
  return { told, events }
}

const TRY_AGAIN_MS = 500

/** What the platform has answered must not be lost to a database that is away for a moment. */
async function insist<T>({ ports, timeoutMs }: RenewParts, write: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (performance.now() > deadline) throw error
      ports.log.error({ err: error }, 'a renewal could not be saved; it is tried again')
      await sleep(TRY_AGAIN_MS)
    }
  }
}
