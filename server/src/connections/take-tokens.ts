import { ProblemError } from '../kernel/errors.ts'
import { introspectExpiry } from '../oauth/introspect-expiry.ts'
import { NEVER_EXPIRES_SECONDS, type RefreshResponse, type TokenResponse } from '../oauth/token-response.ts'
import type { OAuthAppCredentials } from '../workspaces/oauth-apps.ts'
import { callAsOAuthApp } from './call-as-oauth-app.ts'
import { SECOND } from '../kernel/time.ts'
import type { TokenSet } from './connection.ts'
import { introspect } from './account-lookup.ts'
import type { ConnectionsContext } from './context.ts'
import type { Provider } from '../providers/provider.ts'

export interface Answered {
  readonly answer: TokenResponse
  /** The values of members that the response omits. */
  readonly old: Pick<TokenSet, 'refreshToken' | 'refreshExpiresAt' | 'scope'>
  /** When the request was sent, in epoch milliseconds: lifetimes count from here, so that network delay does not extend them. */
  readonly sentAt: number
}

/** For the first token set of a connection. */
export const NO_TOKENS = { refreshToken: null, refreshExpiresAt: null, scope: null } as const

/** The token set of a token response. Makes no request: after a refresh it must be saved immediately. */
export function takeTokens(
  { log }: Pick<ConnectionsContext, 'log'>,
  provider: Provider,
  { answer, old, sentAt }: Answered,
): TokenSet {
  const { accessToken, scope, ignoredMembers: ignored } = answer
  if (ignored.length > 0)
    log.info({ provider: provider.id, memberNames: ignored }, 'ignored invalid members of a token response')
  const refreshToken = answer.refreshToken ?? old.refreshToken
  const same = refreshToken?.reveal() === old.refreshToken?.reveal()
  const refreshEnd = endOf(answer.refreshExpiresInSeconds, answer.refreshExpiresAt, sentAt)
  const stated = endOf(answer.expiresInSeconds, answer.expiresAt, sentAt)
  const end = stated === undefined ? endByDefault(provider, sentAt) : stated
  return {
    accessToken,
    refreshToken,
    expiresAt: end ?? null,
    lifetimeKnown: end !== undefined,
    askedAt: sentAt,
    refreshExpiresAt: refreshEnd === undefined ? (same ? old.refreshExpiresAt : null) : refreshEnd,
    scope: scope ?? old.scope,
  }
}

/** The token set after a response that replaced only the refresh token: the access token may still work. */
export function takeRefreshToken(tokens: TokenSet, answer: RefreshResponse, sentAt: number): TokenSet {
  const end = endOf(answer.refreshExpiresInSeconds, answer.refreshExpiresAt, sentAt)
  return {
    ...tokens,
    refreshToken: answer.refreshToken ?? tokens.refreshToken,
    refreshExpiresAt: end ?? null,
  }
}

/** Whether the response has an access token, and not only a refresh token. */
export function isComplete(answer: RefreshResponse): answer is TokenResponse {
  return answer.accessToken !== null
}

/** The error of a response with a refresh token and no access token. */
export function refreshTokenOnly(provider: Provider): ProblemError {
  const detail = 'token endpoint: a refresh token and no access token'
  return new ProblemError('provider_response_invalid', { detail, provider })
}

/** Asks the introspection endpoint for the expiry of a new token, if the response has none and the provider has the endpoint. */
export async function learnLifetime(
  context: ConnectionsContext,
  provider: Provider,
  app: OAuthAppCredentials,
  tokens: TokenSet,
): Promise<TokenSet> {
  if (tokens.lifetimeKnown) return tokens
  try {
    const end = await askForEnd(context, provider, app, tokens)
    return end === null ? tokens : { ...tokens, expiresAt: end, lifetimeKnown: true }
  } catch (error) {
    // The token works without a known lifetime.
    if (!(error instanceof ProblemError)) throw error
    context.log.warn(
      { provider: provider.id, errorCode: error.code, errorDetail: error.detail },
      'token lifetime not read',
    )
    return tokens
  }
}

async function askForEnd(
  context: ConnectionsContext,
  provider: Provider,
  app: OAuthAppCredentials,
  { accessToken }: TokenSet,
): Promise<number | null> {
  const now = context.now().getTime()
  const { introspectionUrl } = provider.token
  const { introspection } = provider.account
  if (introspectionUrl !== undefined) {
    const end = await callAsOAuthApp(context, provider, app, (client, send) =>
      introspectExpiry(provider.token, { ...client, url: introspectionUrl, token: accessToken }, send),
    )
    return end !== null && end > now ? end : null
  }
  const tokenInfo = introspection && (await introspect(context, provider, introspection, accessToken))
  const seconds = tokenInfo?.expiresInSeconds ?? null
  return seconds === null ? null : now + seconds * SECOND
}

/** The expiry by the provider's definition; null: non-expiring; undefined: unknown. */
export function endByDefault({ token }: Provider, sentAt: number): number | null | undefined {
  const { defaultAccessTokenLifetimeSeconds: seconds } = token
  return seconds === 'never' ? null : seconds === undefined ? undefined : sentAt + seconds * SECOND
}

/** The expiry in epoch milliseconds; null: non-expiring; undefined: not stated. A past time is ignored: the token is new. */
function endOf(seconds: number | null, at: number | null, sentAt: number): number | null | undefined {
  if (seconds !== null) return seconds === Infinity ? null : sentAt + seconds * SECOND
  if (at === null || at <= sentAt) return undefined
  return at - sentAt >= NEVER_EXPIRES_SECONDS * SECOND ? null : at
}
