import type { ErrorCode } from '../kernel/errors.ts'
import { CLOCKS_DIFFER_MS, DAY, HOUR, MINUTE, SECOND } from '../kernel/time.ts'
import type { Connection, Health } from './connection.ts'

/*
 * When a connection is due, and what a failed refresh means: pure functions. `random` is in [0, 1), so that connections that were
 * created together do not become due together.
 */

/** A token is refreshed after this share of its lifetime, with jitter of a tenth of it. */
const SHARE_OF_LIFE = 0.7
const JITTER = 0.1

/** Non-refreshable tokens are checked at this interval, because no provider announces a revocation. */
const CHECK_INTERVAL_MS = DAY

/** A younger token is not refreshed: a `minValidityMs` that exceeds the provider's lifetimes would cause a refresh with each call. */
const YOUNG_MS = MINUTE

/** Whether a recorded time is in the future: the clock was set back since, so nothing that was computed from that time is valid. */
export const isAhead = (notedAt: number, now: number): boolean => notedAt > now + CLOCKS_DIFFER_MS

/** Whether a token was refreshed less than a minute ago. Times in epoch milliseconds. */
export const isYoung = (refreshedAt: number, now: number): boolean =>
  now - refreshedAt < YOUNG_MS && !isAhead(refreshedAt, now)

/** Assumed lifetime of a token whose lifetime is unknown, until the provider rejects one sooner. */
export const ASSUMED_LIFETIME_MS = HOUR
const MIN_ASSUMED_MS = 5 * MINUTE

/**
 * The assumed lifetime of the next token: that of the previous one, or its age if the provider rejected it sooner. A very young rejected
 * token was revoked, which says nothing about lifetimes.
 * @param rejectedAgeMs age of the rejected token in milliseconds; null if it was not rejected
 */
export function assumeLifetime(
  { assumedLifetimeMs, accessTokenExpiresAt, health, connectedAt }: Before,
  rejectedAgeMs: number | null,
): number {
  const stated =
    accessTokenExpiresAt === null ? null : accessTokenExpiresAt - (health.refreshedAt ?? connectedAt)
  const before = assumedLifetimeMs ?? stated ?? ASSUMED_LIFETIME_MS
  const observed = rejectedAgeMs === null || rejectedAgeMs < MIN_ASSUMED_MS ? before : rejectedAgeMs
  return Math.max(Math.min(before, observed), MIN_ASSUMED_MS)
}

type Before = Pick<Connection, 'assumedLifetimeMs' | 'accessTokenExpiresAt' | 'health' | 'connectedAt'>

export type Tokens = Pick<Connection, 'refreshType' | 'accessTokenExpiresAt'> &
  Partial<Pick<Connection, 'assumedLifetimeMs' | 'refreshExpiresAt'>>

/** When a working token set is due, in epoch milliseconds; null: never. */
export function nextDueAt(
  { refreshType, accessTokenExpiresAt, assumedLifetimeMs = null, refreshExpiresAt = null }: Tokens,
  { now, expiringSoonMs, random }: { now: number; expiringSoonMs: number; random: number },
): number | null {
  const checkAt = Math.round(now + CHECK_INTERVAL_MS * (1 + JITTER * (2 * random - 1)))
  const assumed = assumedLifetimeMs === null || refreshType === 'none' ? null : now + assumedLifetimeMs
  const end = accessTokenExpiresAt ?? assumed
  if (end === null) return checkAt
  if (refreshType === 'none') {
    const [soon, later] = [end - expiringSoonMs, end]
    return soon > now ? Math.min(soon, checkAt) : later > now ? later : null
  }
  // If the refresh token expires first, it is exchanged before that.
  const sooner = refreshExpiresAt !== null && refreshExpiresAt > now + MINUTE ? refreshExpiresAt : end
  const life = Math.max(Math.min(end, sooner) - now, SECOND)
  return Math.round(now + life * (SHARE_OF_LIFE + JITTER * (2 * random - 1)))
}

const FIRST_RETRY_MS = 5 * SECOND
const MAX_RETRY_MS = 15 * MINUTE

/** When a failed refresh is retried, in epoch milliseconds: exponential backoff with jitter, not before the provider's `Retry-After`. */
export function retryAt(
  { failures = 1 }: Health,
  {
    code,
    retryAfterSeconds,
    now,
    random,
  }: { code: ErrorCode; retryAfterSeconds: number; now: number; random: number },
): number {
  const most = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 20), MAX_RETRY_MS)
  const delay =
    // Only a user can fix these, so retries are rare.
    code === 'oauth_app_rejected' || code === 'authorization_failed'
      ? HOUR * (0.5 + random / 2)
      : most * (0.5 + random / 2)
  return Math.round(now + Math.max(delay, retryAfterSeconds * SECOND))
}

/** `final`: the end user must reconnect. `unspent`: the refresh token was not used. `unknown`: it may have been used up. */
export type FailureClass = 'final' | 'unspent' | 'unknown'

/** Whether the provider has rejected the refresh token (`invalid_grant`), so that it is not sent again. An unknown error code does not count: it may be temporary. */
export function isRefreshTokenRejected({ health }: Pick<Connection, 'health'>): boolean {
  return health.problem === 'refresh_rejected'
}

/** Unknown error codes are final after this many consecutive failures over this time (decision 16). */
const FINAL_REJECTION_COUNT = 4
const REJECTED_FOR_MS = HOUR

/**
 * Classifies a failed refresh.
 * @param health before this failure
 */
export function judgeFailure(code: ErrorCode, health: Health, now: number): FailureClass {
  if (code === 'refresh_rejected') return 'final'
  if (code === 'authorization_failed') {
    const { rejections = 0, rejectedSince = now } = health
    return rejections + 1 >= FINAL_REJECTION_COUNT && now - rejectedSince >= REJECTED_FOR_MS
      ? 'final'
      : 'unspent'
  }
  return code === 'oauth_app_rejected' || code === 'provider_rate_limited' ? 'unspent' : 'unknown'
}

/** The health after a failed refresh. Any other error resets the count of unknown error codes, because the provider has a wider problem. */
export function failed(
  { rejections = 0, rejectedSince, ...health }: Health,
  problem: ErrorCode,
  now: number,
): Health {
  const { failures = 0, failingSince = now } = health
  const rejected = problem === 'authorization_failed' && {
    rejections: rejections + 1,
    rejectedSince: rejectedSince ?? now,
  }
  return { ...health, failures: failures + 1, failingSince, problem, ...rejected }
}

/**
 * Whether a refresh extends the refresh token's lifetime; undefined until known.
 * @param elapsedMs since the previous refresh
 */
export function movesRefreshEnd(
  { refreshExpiresAt: before, health }: Pick<Connection, 'refreshExpiresAt' | 'health'>,
  after: number | null,
  elapsedMs: number,
): boolean | undefined {
  if (before === null || after === null || elapsedMs < MINUTE) return health.refreshEndMoves
  return after - before > elapsedMs / 2
}

/** The health after a successful refresh: failures are forgotten. */
export function refreshed(now: number): Health {
  return { refreshedAt: now }
}
