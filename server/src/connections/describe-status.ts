import type { ConnectionStatus, ConnectionReason } from '@letterlock/sdk/wire.ts'
import { messageOf } from '../kernel/errors.ts'
import { MINUTE } from '../kernel/time.ts'
import { missingScopes } from '../providers/granted-scopes.ts'
import type { Provider } from '../providers/provider.ts'
import type { Connection } from './connection.ts'
import {
  hasWorkingApiKey,
  isAppRejected,
  isRefreshOver,
  whyTokensAreLost,
  whyTokensEndSoon,
  type StatusTime,
} from './status.ts'

export interface Status {
  readonly status: ConnectionStatus
  /** Why the status is not plainly `connected`, or why the API key is used. */
  readonly reason: ConnectionReason | null
  readonly detail: string
  readonly nextStep: string | null
  /** The credential that a call would use now. */
  readonly activeCredential: 'oauth' | 'api_key' | null
}

const RECONNECT = 'Reconnect the account.'
const ADD_SECRET = 'Add the current client secret to the OAuth app.'

/** The sentences of each reason. */
const REASONS: Readonly<Record<ConnectionReason, readonly [detail: string, nextStep: string | null]>> = {
  not_connected: ['Not connected yet.', 'Connect the account.'],
  disconnect_requested: ['Disconnected on request.', 'Reconnect the account.'],
  revoked_at_provider: ['Access was revoked at {provider}.', RECONNECT],
  refresh_rejected: ['{provider} rejected the refresh token.', RECONNECT],
  expired: ['The access token has expired.', RECONNECT],
  oauth_app_rejected: ['{provider} rejected the OAuth app’s client ID or client secret.', ADD_SECRET],
  account_disabled: [
    'The account is disabled at {provider}.',
    'Resolve this with {provider}, then check again.',
  ],
  token_expiring: [
    'Expires on {end}. {provider} tokens cannot be refreshed.',
    'Reconnect the account before then.',
  ],
  refresh_failing: [
    'Expires on {end}. {provider} has not refreshed the token since {since}; we keep trying.',
    null,
  ],
  provider_not_defined: [
    'This server no longer has the definition of the provider “{provider}”.',
    'Put its definition file back and restart the server, or delete the connection.',
  ],
}

/**
 * The status of a connection: a pure function of the row, the provider and the time.
 * @param provider undefined if its definition was removed: nothing can be done with the connection until it is back
 */
export function describeStatus(
  connection: Connection,
  provider: Provider | undefined,
  at: StatusTime,
): Status {
  if (!provider) return notDefined(connection)
  const say = (reason: ConnectionReason): Pick<Status, 'reason' | 'detail' | 'nextStep'> => {
    const [detail, nextStep] = REASONS[reason]
    const fill = (text: string): string =>
      text
        .replaceAll('{provider}', provider.name)
        .replaceAll('{end}', inWords(connection.accessTokenExpiresAt))
        .replaceAll('{since}', inWords(connection.health.failingSince ?? null))
    return { reason, detail: fill(detail), nextStep: nextStep && fill(nextStep) }
  }
  const lost = whyTokensAreLost(connection, at.now)
  if (lost === null) {
    const soon = whyTokensEndSoon(connection, at)
    if (soon)
      return {
        status: 'expiring_soon',
        activeCredential: 'oauth',
        ...say(soon),
        ...moreOfSoon(connection, provider, soon),
      }
    const detail =
      failedCheckInWords(connection, provider) ?? `Working.${aboutLifetime(connection, provider)}`
    const works = { status: 'connected', activeCredential: 'oauth', reason: null } as const
    const missing = missingScopes(provider, connection).join(', ')
    if (missing === '') return { ...works, detail, nextStep: null }
    return {
      ...works,
      detail: `${detail} ${provider.name} did not grant every requested scope; calls that need ${missing} are rejected.`,
      nextStep: `Reconnect the account and allow everything on ${provider.name}’s page if you need such calls.`,
    }
  }
  const said = { ...say(lost), ...moreOf(connection, provider, lost, at.now) }
  if (hasWorkingApiKey(connection)) {
    const alone = lost === 'not_connected'
    return {
      status: 'connected',
      activeCredential: 'api_key',
      reason: alone ? null : lost,
      detail: alone
        ? (failedCheckInWords(connection, provider) ?? 'Using the API key.')
        : `Using the API key. OAuth is not working: ${said.detail}`,
      nextStep: alone ? null : said.nextStep,
    }
  }
  if (lost === 'not_connected' && connection.apiKeyReason !== null)
    return {
      status: 'disconnected',
      activeCredential: null,
      ...say(connection.apiKeyReason),
      detail: `${provider.name} no longer accepts the API key.`,
      nextStep: 'Add a new API key, or connect with OAuth.',
    }
  return { status: 'disconnected', activeCredential: null, ...said }
}

function notDefined({ providerSlug }: Connection): Status {
  const [detail, nextStep] = REASONS.provider_not_defined
  return {
    status: 'disconnected',
    activeCredential: null,
    reason: 'provider_not_defined',
    detail: detail.replace('{provider}', providerSlug),
    nextStep,
  }
}

/** A sentence about the lifetime, if the expiry is unknown or there is none. */
function aboutLifetime(
  { accessTokenExpiresAt, assumedLifetimeMs, refreshType }: Connection,
  { name }: Provider,
): string {
  if (accessTokenExpiresAt !== null) return ''
  if (assumedLifetimeMs === null) return ` ${name} tokens do not expire.`
  return refreshType === 'none'
    ? ` ${name} does not say when the token expires; it is checked once a day.`
    : ` ${name} does not say when a token expires; it is refreshed at least every ${Math.ceil(assumedLifetimeMs / MINUTE)} minutes.`
}

/** Details beyond the reason, for refreshable tokens. */
function moreOfSoon(
  { refreshType, accessTokenExpiresAt, refreshExpiresAt, health }: Connection,
  { name }: Provider,
  soon: ConnectionReason,
): Partial<Status> {
  if (refreshType === 'none') return {}
  if (soon === 'token_expiring')
    return {
      detail: `Expires on ${inWords(refreshExpiresAt)}. After that, ${name} does not refresh the token without a new sign-in.`,
    }
  if (soon !== 'refresh_failing' || accessTokenExpiresAt !== null) return {}
  const since = inWords(health.failingSince ?? null)
  return {
    detail: `Working, but ${name} has not refreshed the token since ${since} and does not say when it expires; we keep trying.`,
  }
}

/** Details beyond the reason. */
function moreOf(
  connection: Connection,
  { name }: Provider,
  lost: ConnectionReason,
  now: number,
): Partial<Status> {
  const { health, refreshType, reason } = connection
  if (lost === 'refresh_rejected' && health.responseLostAt !== undefined)
    return {
      detail: `${name} replaced the refresh token on ${inWords(health.responseLostAt)}, but its response was lost; the old token is no longer accepted.`,
    }
  if (lost !== 'expired' || reason !== null || refreshType === 'none') return {}
  if (isRefreshOver(connection, now)) return {}
  if (isAppRejected(connection, lost, now))
    return {
      reason: 'oauth_app_rejected',
      detail: `The access token has expired, and ${name} rejected the OAuth app’s client ID or client secret.`,
      nextStep: ADD_SECRET,
    }
  const since = health.failingSince
  return since === undefined
    ? { detail: 'The access token has expired; the next call refreshes it.', nextStep: null }
    : {
        detail: `The access token has expired, and ${name} has not refreshed it since ${inWords(since)}; we keep trying.`,
        nextStep: null,
      }
}

/** A sentence about failed checks; undefined if there are none. */
function failedCheckInWords({ failedCheck }: Connection, provider: Provider): string | undefined {
  if (failedCheck === null) return undefined
  const { detail } = messageOf({ code: failedCheck.errorCode, facts: {}, provider })
  return `Checks have failed since ${inWords(failedCheck.since)}: ${detail} Before that, the connection worked.`
}

function inWords(epochMs: number | null): string {
  return epochMs === null
    ? 'an unknown date'
    : `${new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
