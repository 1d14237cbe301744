import type { ConnectionStatus, ConnectionReason } from '@letterlock/sdk/wire.ts'
import { HOUR } from '../kernel/time.ts'
import type { Connection } from './connection.ts'

export const STATUS_REASONS = [
  'not_connected',
  'disconnect_requested',
  'revoked_at_provider',
  'refresh_rejected',
  'expired',
  'oauth_app_rejected',
  'account_disabled',
  'token_expiring',
  'refresh_failing',
  'provider_not_defined',
] as const

/** The time in epoch milliseconds, and how far ahead an expiry counts as soon. */
export interface StatusTime {
  readonly now: number
  readonly expiringSoonMs: number
}

/** Shorter failures are not shown. */
const FAILING_LONG_MS = HOUR

/** Status and reason, without their sentences: what is stored, and what the event of a change contains. */
export function statusAndReasonOf(
  connection: Connection,
  at: StatusTime,
): {
  status: ConnectionStatus
  reason: ConnectionReason | null
} {
  const lost = whyTokensAreLost(connection, at.now)
  if (lost === null) {
    const soon = whyTokensEndSoon(connection, at)
    return { status: soon === null ? 'connected' : 'expiring_soon', reason: soon }
  }
  const alone = lost === 'not_connected'
  if (hasWorkingApiKey(connection)) return { status: 'connected', reason: alone ? null : lost }
  if (alone && connection.apiKeyReason !== null)
    return { status: 'disconnected', reason: connection.apiKeyReason }
  return {
    status: 'disconnected',
    reason: isAppRejected(connection, lost, at.now) ? 'oauth_app_rejected' : lost,
  }
}

/** The credential that a call would use now. */
export function activeCredentialOf(connection: Connection, now: number): 'oauth' | 'api_key' | null {
  if (whyTokensAreLost(connection, now) === null) return 'oauth'
  return hasWorkingApiKey(connection) ? 'api_key' : null
}

/** Whether the token set has expired because the provider rejects the OAuth app: a new client secret resolves that. */
export function isAppRejected(connection: Connection, lost: ConnectionReason, now: number): boolean {
  const { health, refreshType, reason } = connection
  return (
    lost === 'expired' &&
    reason === null &&
    refreshType !== 'none' &&
    !isRefreshOver(connection, now) &&
    health.problem === 'oauth_app_rejected'
  )
}

/** Whether there is an API key that the provider has not rejected. */
export function hasWorkingApiKey({ apiKeyCiphertext, apiKeyReason }: Connection): boolean {
  return apiKeyCiphertext !== null && apiKeyReason === null
}

/** Why the token set does not work; null if it does, as far as known. */
export function whyTokensAreLost(connection: Connection, now: number): ConnectionReason | null {
  const { reason, tokenSetCiphertext, accessTokenExpiresAt, assumedLifetimeMs, health } = connection
  if (reason !== null) return reason
  if (tokenSetCiphertext === null) return 'not_connected'
  if (accessTokenExpiresAt !== null) return accessTokenExpiresAt <= now ? 'expired' : null
  // The expiry is unknown and the refresh token has expired: use the assumed lifetime.
  if (assumedLifetimeMs === null || !isRefreshOver(connection, now)) return null
  return (health.refreshedAt ?? connection.connectedAt) + assumedLifetimeMs <= now ? 'expired' : null
}

/** Whether the refresh token has expired. @param now epoch milliseconds */
export function isRefreshOver({ refreshType, refreshExpiresAt }: Connection, now: number): boolean {
  return refreshType !== 'none' && refreshExpiresAt !== null && refreshExpiresAt <= now
}

/** When tokens expire, and the results of their refreshes. */
type Ends = Pick<
  Connection,
  'refreshType' | 'accessTokenExpiresAt' | 'assumedLifetimeMs' | 'refreshExpiresAt' | 'health'
>

/** Whether the refresh token expires soon and a refresh does not extend its lifetime. */
function endsRefreshSoon(
  { refreshType, refreshExpiresAt, health }: Ends,
  { now, expiringSoonMs }: StatusTime,
): boolean {
  if (refreshExpiresAt === null || refreshExpiresAt - now > expiringSoonMs) return false
  // Until a refresh shows it: assume that a rotating refresh token gets a new lifetime and a static one does not.
  return refreshExpiresAt <= now || !(health.refreshEndMoves ?? refreshType === 'rotating')
}

/** Why the token set will stop working soon; null if it will not, or is refreshed in time. */
export function whyTokensEndSoon(connection: Ends, at: StatusTime): ConnectionReason | null {
  const { refreshType, accessTokenExpiresAt, assumedLifetimeMs, health } = connection
  const { now, expiringSoonMs } = at
  if (refreshType === 'none')
    return accessTokenExpiresAt !== null && accessTokenExpiresAt - now <= expiringSoonMs
      ? 'token_expiring'
      : null
  if (accessTokenExpiresAt === null && assumedLifetimeMs === null) return null
  if (endsRefreshSoon(connection, at)) return 'token_expiring'
  const { failingSince, problem } = health
  if (failingSince === undefined) return null
  if (problem === 'oauth_app_rejected') return 'oauth_app_rejected'
  return now - failingSince >= FAILING_LONG_MS ? 'refresh_failing' : null
}
