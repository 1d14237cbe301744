import type { ConnectionStatus, ConnectionReason } from '@letterlock/sdk/wire.ts'
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
import { nextStepInEnglish, sayInEnglish, type StatusSentence } from './status-sentences.ts'
import type { NextStepCode } from './status-words/status-words.ts'

export interface Status {
  readonly status: ConnectionStatus
  /** Why the status is not plainly `connected`, or why the API key is used. */
  readonly reason: ConnectionReason | null
  /** In English. */
  readonly detail: string
  readonly nextStep: string | null
  /** `detail` and `nextStep` as codes, for other languages. */
  readonly sentences: readonly StatusSentence[]
  readonly nextStepCode: NextStepCode | null
  /** The credential that a call would use now. */
  readonly activeCredential: 'oauth' | 'api_key' | null
}

/** A status before it is put into words. */
type Facts = Omit<Status, 'detail' | 'nextStep'>
/** A reason with its sentences and next step. */
type Why = Pick<Facts, 'reason' | 'sentences' | 'nextStepCode'>

const NEXT_STEPS: Readonly<Record<ConnectionReason, NextStepCode | null>> = {
  not_connected: 'connect',
  disconnect_requested: 'reconnect',
  revoked_at_provider: 'reconnect',
  refresh_rejected: 'reconnect',
  expired: 'reconnect',
  oauth_app_rejected: 'add_client_secret',
  account_disabled: 'resolve_at_provider',
  token_expiring: 'reconnect_before',
  refresh_failing: null,
  provider_not_defined: 'restore_definition',
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
  const facts = factsOf(connection, provider, at)
  const { sentences, nextStepCode } = facts
  const name = provider?.name ?? connection.providerSlug
  return {
    ...facts,
    detail: sayInEnglish(sentences, name, provider),
    nextStep: nextStepCode && nextStepInEnglish(nextStepCode, name),
  }
}

function factsOf(connection: Connection, provider: Provider | undefined, at: StatusTime): Facts {
  if (!provider)
    return { status: 'disconnected', activeCredential: null, ...why(connection, 'provider_not_defined') }
  const lost = whyTokensAreLost(connection, at.now)
  if (lost === null) {
    const soon = whyTokensEndSoon(connection, at)
    if (!soon) return working(connection, provider)
    const more = moreOfSoon(connection, soon)
    return { status: 'expiring_soon', activeCredential: 'oauth', ...why(connection, soon), ...more }
  }
  const said = { ...why(connection, lost), ...moreOf(connection, lost, at.now) }
  if (hasWorkingApiKey(connection)) return usingApiKey(connection, lost, said)
  if (lost === 'not_connected' && connection.apiKeyReason !== null)
    return {
      status: 'disconnected',
      activeCredential: null,
      reason: connection.apiKeyReason,
      sentences: [{ code: 'api_key_rejected' }],
      nextStepCode: 'add_api_key',
    }
  return { status: 'disconnected', activeCredential: null, ...said }
}

function why({ accessTokenExpiresAt, health }: Connection, reason: ConnectionReason): Why {
  const until = accessTokenExpiresAt
  const since = health.failingSince ?? null
  const times = {
    ...((reason === 'token_expiring' || reason === 'refresh_failing') && { until }),
    ...(reason === 'refresh_failing' && { since }),
  }
  return { reason, sentences: [{ code: reason, ...times }], nextStepCode: NEXT_STEPS[reason] }
}

function working(connection: Connection, provider: Provider): Facts {
  const scopes = missingScopes(provider, connection)
  return {
    status: 'connected',
    activeCredential: 'oauth',
    reason: null,
    sentences: [
      ...(failedCheck(connection) ?? [{ code: 'working' } as const, ...lifetime(connection)]),
      ...(scopes.length === 0 ? [] : [{ code: 'scopes_missing', scopes } as const]),
    ],
    nextStepCode: scopes.length === 0 ? null : 'allow_scopes',
  }
}

function usingApiKey(connection: Connection, lost: ConnectionReason, said: Why): Facts {
  const common = { status: 'connected', activeCredential: 'api_key' } as const
  const using = { code: 'using_api_key' } as const
  if (lost === 'not_connected')
    return { ...common, reason: null, sentences: failedCheck(connection) ?? [using], nextStepCode: null }
  const { sentences, nextStepCode } = said
  const code = 'oauth_not_working'
  return { ...common, reason: lost, sentences: [using, { code }, ...sentences], nextStepCode }
}

/** A sentence about the lifetime, if the expiry is unknown or there is none. */
function lifetime({ accessTokenExpiresAt, assumedLifetimeMs, refreshType }: Connection): StatusSentence[] {
  if (accessTokenExpiresAt !== null) return []
  if (assumedLifetimeMs === null) return [{ code: 'no_expiry' }]
  if (refreshType === 'none') return [{ code: 'unknown_expiry_checked' }]
  return [{ code: 'unknown_expiry_refreshed', minutes: Math.ceil(assumedLifetimeMs / MINUTE) }]
}

/** Details beyond the reason, for refreshable tokens. */
function moreOfSoon(
  { refreshType, accessTokenExpiresAt, refreshExpiresAt, health }: Connection,
  soon: ConnectionReason,
): Partial<Why> {
  if (refreshType === 'none') return {}
  if (soon === 'token_expiring') return { sentences: [{ code: 'sign_in_expiring', until: refreshExpiresAt }] }
  if (soon !== 'refresh_failing' || accessTokenExpiresAt !== null) return {}
  return {
    sentences: [{ code: 'refresh_failing_unknown_expiry', since: health.failingSince ?? null }],
  }
}

/** Details beyond the reason. */
function moreOf(connection: Connection, lost: ConnectionReason, now: number): Partial<Why> {
  const { health, refreshType, reason } = connection
  if (lost === 'refresh_rejected' && health.responseLostAt !== undefined)
    return { sentences: [{ code: 'response_lost', since: health.responseLostAt }] }
  if (lost !== 'expired' || reason !== null || refreshType === 'none') return {}
  if (isRefreshOver(connection, now)) return {}
  if (isAppRejected(connection, lost, now))
    return {
      reason: 'oauth_app_rejected',
      sentences: [{ code: 'expired_oauth_app_rejected' }],
      nextStepCode: 'add_client_secret',
    }
  const since = health.failingSince
  return {
    sentences: [
      since === undefined
        ? { code: 'expired_refreshed_by_call' }
        : { code: 'expired_refresh_failing', since },
    ],
    nextStepCode: null,
  }
}

/** A sentence about failed checks; undefined if there are none. */
function failedCheck({ failedCheck: failed }: Connection): StatusSentence[] | undefined {
  return failed === null
    ? undefined
    : [{ code: 'checks_failing', since: failed.since, errorCode: failed.errorCode }]
}
