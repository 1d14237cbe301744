import type { ErrorCode } from '../kernel/errors.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../kernel/time.ts'
import type { Connection, Health } from './connection.ts'

/*
 * When a connection is looked at next, and what a failure means: pure functions of what is known. `random` is a number
 * in [0, 1), so that what was connected together does not come due together.
 */

/** A token is renewed when this share of its life is over, give or take a tenth of its life. */
const SHARE_OF_LIFE = 0.7
const JITTER = 0.1

/** Tokens that nobody renews are probed this often: no platform says when one was revoked. */
const CHECK_INTERVAL_MS = DAY

/** Calls that ask for more than a platform gives do not renew a token younger than this. */
export const YOUNG_MS = MINUTE

/** A token of unknown lifetime is taken for one of an hour, until the platform shows otherwise. */
export const ASSUMED_LIFETIME_MS = HOUR
const SHORTEST_ASSUMED_MS = 5 * MINUTE

/**
 * What such a token is assumed to live: as long as the one before, but no longer than one that the platform has refused at
 * this age. Of a very young one nothing is learned: it has not run out, it was revoked.
 */
export function assumeLifetime(
  { assumedLifetimeMs, accessTokenExpiresAt, health, connectedAt }: Before,
  refusedAgeMs: number | null,
): number {
  const told =
    accessTokenExpiresAt === null ? null : accessTokenExpiresAt - (health.refreshedAt ?? connectedAt)
  const before = assumedLifetimeMs ?? told ?? ASSUMED_LIFETIME_MS
  const refused = refusedAgeMs === null || refusedAgeMs < SHORTEST_ASSUMED_MS ? before : refusedAgeMs
  return Math.max(Math.min(before, refused), SHORTEST_ASSUMED_MS)
}

type Before = Pick<Connection, 'assumedLifetimeMs' | 'accessTokenExpiresAt' | 'health' | 'connectedAt'>

export type Tokens = Pick<Connection, 'refreshType' | 'accessTokenExpiresAt'> &
  Partial<Pick<Connection, 'assumedLifetimeMs' | 'refreshExpiresAt'>>

/** After a token set was saved, or found to work. null: nobody needs to look again. */
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
  // A refresh token that ends before the token does is exchanged while it lives.
  const sooner = refreshExpiresAt !== null && refreshExpiresAt > now + MINUTE ? refreshExpiresAt : end
  const life = Math.max(Math.min(end, sooner) - now, SECOND)
  return Math.round(now + life * (SHARE_OF_LIFE + JITTER * (2 * random - 1)))
}

const FIRST_RETRY_MS = 5 * SECOND
const LONGEST_RETRY_MS = 15 * MINUTE

/** Backs off with jitter; never sooner than the platform asked for. */
export function retryAt(
  { failures = 1 }: Health,
  {
    code,
    retryAfterSeconds,
    now,
    random,
  }: { code: ErrorCode; retryAfterSeconds: number; now: number; random: number },
): number {
  const most = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 20), LONGEST_RETRY_MS)
  const delay =
    // Only a person can mend these: asking often helps nobody.
    code === 'oauth_app_rejected' || code === 'authorization_failed'
      ? HOUR * (0.5 + random / 2)
      : most * (0.5 + random / 2)
  return Math.round(now + Math.max(delay, retryAfterSeconds * SECOND))
}

/** How a failure ends: `final` needs the person; `unknown`: the refresh token may have been spent. */
export type FailureClass = 'final' | 'unspent' | 'unknown'

/** A refusal in words that are not known is an end when it has come this often, and for this long, without a break. */
const REFUSALS_OF_AN_END = 4
const REFUSED_FOR_MS = HOUR

/** What is known before this failure decides what it means. */
export function judgeFailure(code: ErrorCode, health: Health, now: number): FailureClass {
  if (code === 'refresh_rejected') return 'final'
  if (code === 'authorization_failed') {
    const { refusals = 0, refusedSince = now } = health
    return refusals + 1 >= REFUSALS_OF_AN_END && now - refusedSince >= REFUSED_FOR_MS ? 'final' : 'unspent'
  }
  return code === 'oauth_app_rejected' || code === 'provider_rate_limited' ? 'unspent' : 'unknown'
}

/** One more failure. Trouble of another kind breaks a row of refusals: the platform is not itself. */
export function failed(
  { refusals = 0, refusedSince, ...health }: Health,
  problem: ErrorCode,
  now: number,
): Health {
  const { failures = 0, failingSince = now } = health
  const refused = problem === 'authorization_failed' && {
    refusals: refusals + 1,
    refusedSince: refusedSince ?? now,
  }
  return { ...health, failures: failures + 1, failingSince, problem, ...refused }
}

/**
 * Whether renewing moves the end of the refresh token; undefined while that has not shown.
 * @param elapsedMs since the renewal before
 */
export function movesRefreshEnd(
  { refreshExpiresAt: before, health }: Pick<Connection, 'refreshExpiresAt' | 'health'>,
  after: number | null,
  elapsedMs: number,
): boolean | undefined {
  if (before === null || after === null || elapsedMs < MINUTE) return health.refreshEndMoves
  return after - before > elapsedMs / 2
}

/** All is well: what failed before is forgotten. */
export function refreshed(now: number): Health {
  return { refreshedAt: now }
}
