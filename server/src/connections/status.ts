import type { ConnectionStatus, ConnectionReason } from '@letterlock/sdk/wire.ts'
import { SENTENCES } from '../kernel/errors.ts'
import { HOUR, MINUTE } from '../kernel/time.ts'
import type { Connection } from './connection.ts'
import type { Provider } from '../providers/provider.ts'
import { missingScopes } from '../providers/granted-scopes.ts'

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
] as const

/** Epoch milliseconds, and how near an end is soon. */
export interface StatusTime {
  readonly now: number
  readonly expiringSoonMs: number
}

export interface Status {
  readonly status: ConnectionStatus
  /** Why it is not plainly connected, or why the API key stands in. */
  readonly reason: ConnectionReason | null
  readonly detail: string
  readonly action: string | null
  /** What a call would use now. */
  readonly credential: 'oauth' | 'api_key' | null
}

/** What each reason means to the person, and what to do about it. */
const REASONS: Readonly<Record<ConnectionReason, readonly [detail: string, action: string | null]>> = {
  not_connected: ['Not connected yet.', 'Connect the account.'],
  disconnect_requested: ['Disconnected here, on request.', 'Connect again whenever you like.'],
  revoked_at_provider: [
    '{provider} no longer accepts the connection: the app was removed there.',
    'Connect again.',
  ],
  refresh_rejected: ['{provider} refused to renew the connection.', 'Connect again.'],
  expired: ['The connection ran out.', 'Connect again.'],
  oauth_app_rejected: [
    '{provider} does not accept the app’s client id and secret.',
    'Add the current client secret to the app.',
  ],
  account_disabled: [
    'The account is blocked at {provider}.',
    'Sort it out with {provider}, then check again.',
  ],
  token_expiring: ['Works until {end}; {provider} does not let us renew it.', 'Connect again before then.'],
  refresh_failing: [
    'Works until {end}, but {provider} has not renewed it since {since}. It is tried again and again.',
    null,
  ],
}

/** Renewing that fails for a moment is nobody's worry. */
const FAILING_LONG_MS = HOUR

/** The state of a connection in words. A pure function of the row, the provider and the time. */
export function statusOf(connection: Connection, provider: Provider, at: StatusTime): Status {
  const say = (reason: ConnectionReason): Pick<Status, 'reason' | 'detail' | 'action'> => {
    const [detail, action] = REASONS[reason]
    const fill = (text: string): string =>
      text
        .replaceAll('{provider}', provider.name)
        .replaceAll('{end}', inWords(connection.accessTokenExpiresAt))
        .replaceAll('{since}', inWords(connection.health.failingSince ?? null))
    return { reason, detail: fill(detail), action: action && fill(action) }
  }
  const lost = whyTokensAreLost(connection, at.now)
  if (lost === null) {
    const soon = whyTokensEndSoon(connection, at)
    if (soon)
      return {
        status: 'expiring_soon',
        credential: 'oauth',
        ...say(soon),
        ...moreOfSoon(connection, provider, soon),
      }
    const detail = failedCheckInWords(connection) ?? `Working.${aboutLifetime(connection, provider)}`
    const works = { status: 'connected', credential: 'oauth', reason: null } as const
    const missing = missingScopes(provider, connection).join(', ')
    if (missing === '') return { ...works, detail, action: null }
    return {
      ...works,
      detail: `${detail} ${provider.name} has not granted everything that was asked: calls that need ${missing} are refused.`,
      action: `Connect again, and allow everything on ${provider.name}’s page, if such calls are wanted.`,
    }
  }
  const said = { ...say(lost), ...moreOf(connection, provider, lost, at.now) }
  if (connection.apiKeyCiphertext !== null && connection.apiKeyReason === null) {
    const alone = lost === 'not_connected'
    return {
      status: 'connected',
      credential: 'api_key',
      reason: alone ? null : lost,
      detail: alone
        ? (failedCheckInWords(connection) ?? 'Working through an API key.')
        : `Working through the API key. OAuth is out of use: ${said.detail}`,
      action: alone ? null : said.action,
    }
  }
  if (lost === 'not_connected' && connection.apiKeyReason !== null)
    return {
      status: 'disconnected',
      credential: null,
      ...say(connection.apiKeyReason),
      detail: `${provider.name} no longer accepts the API key.`,
      action: 'Give a new API key, or connect through OAuth.',
    }
  return { status: 'disconnected', credential: null, ...said }
}

/** null: the token set works, as far as we know. */
export function whyTokensAreLost(connection: Connection, now: number): ConnectionReason | null {
  const { reason, tokenSetCiphertext, accessTokenExpiresAt, assumedLifetimeMs, health } = connection
  if (reason !== null) return reason
  if (tokenSetCiphertext === null) return 'not_connected'
  if (accessTokenExpiresAt !== null) return accessTokenExpiresAt <= now ? 'expired' : null
  // Its end is not known, and nothing renews it any more.
  if (assumedLifetimeMs === null || !isRefreshOver(connection, now)) return null
  return (health.refreshedAt ?? connection.connectedAt) + assumedLifetimeMs <= now ? 'expired' : null
}

function isRefreshOver({ refreshType, refreshExpiresAt }: Connection, now: number): boolean {
  return refreshType !== 'none' && refreshExpiresAt !== null && refreshExpiresAt <= now
}

/** The refresh token ends soon, and renewing does not put that off. */
function endsRefreshSoon(
  { refreshType, refreshExpiresAt, health }: Connection,
  { now, expiringSoonMs }: StatusTime,
): boolean {
  if (refreshExpiresAt === null || refreshExpiresAt - now > expiringSoonMs) return false
  // Until a renewal has shown it: one that is replaced begins anew, one that stays does not.
  return refreshExpiresAt <= now || !(health.refreshEndMoves ?? refreshType === 'rotating')
}

/** null: they do not, or we renew them. */
export function whyTokensEndSoon(connection: Connection, at: StatusTime): ConnectionReason | null {
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

/** How long the token lives, where that is not plain. */
function aboutLifetime(
  { accessTokenExpiresAt, assumedLifetimeMs, refreshType }: Connection,
  { name }: Provider,
): string {
  if (accessTokenExpiresAt !== null) return ''
  if (assumedLifetimeMs === null) return ` ${name} tokens do not expire.`
  return refreshType === 'none'
    ? ` ${name} does not say how long the token lives: it is checked once a day.`
    : ` ${name} does not say how long a token lives: it is renewed at least every ${Math.ceil(assumedLifetimeMs / MINUTE)} minutes.`
}

/** What is known beyond the reason, of a token that we renew. */
function moreOfSoon(
  { refreshType, accessTokenExpiresAt, refreshExpiresAt, health }: Connection,
  { name }: Provider,
  soon: ConnectionReason,
): Partial<Status> {
  if (refreshType === 'none') return {}
  if (soon === 'token_expiring')
    return {
      detail: `Works until ${inWords(refreshExpiresAt)}: from then on, ${name} renews nothing without the person.`,
    }
  if (soon !== 'refresh_failing' || accessTokenExpiresAt !== null) return {}
  const since = inWords(health.failingSince ?? null)
  return {
    detail: `Works for now, but ${name} has not renewed it since ${since}, and does not say how long it lives. It is tried again and again.`,
  }
}

/** What is known beyond the reason. */
function moreOf(
  connection: Connection,
  { name }: Provider,
  lost: ConnectionReason,
  now: number,
): Partial<Status> {
  const { health, refreshType, reason } = connection
  if (lost === 'refresh_rejected' && health.lostAt !== undefined)
    return {
      detail: `${name} replaced the token at ${inWords(health.lostAt)}, but its answer was lost on the way, and it takes the old one no more.`,
    }
  if (lost !== 'expired' || reason !== null || refreshType === 'none') return {}
  if (isRefreshOver(connection, now)) return {}
  if (health.problem === 'oauth_app_rejected')
    return {
      reason: 'oauth_app_rejected',
      detail: `The token ran out, and ${name} does not accept the app’s client id and secret.`,
      action: 'Add the current client secret to the app.',
    }
  const since = health.failingSince
  return since === undefined
    ? { detail: 'The token ran out; it is renewed at the next call.', action: null }
    : {
        detail: `The token ran out, and ${name} has not renewed it since ${inWords(since)}. It is tried again and again.`,
        action: null,
      }
}

/** It worked when it was last known. */
function failedCheckInWords({ failedCheck }: Connection): string | undefined {
  if (failedCheck === null) return undefined
  const [happened] = SENTENCES[failedCheck.errorCode]
  return `The last check failed. ${happened} It has been so since ${inWords(failedCheck.since)}; before that, it worked.`
}

function inWords(epochMs: number | null): string {
  return epochMs === null
    ? 'its end'
    : `${new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
