import * as oauth from 'oauth4webapi'
import { HubError, type ErrorCode } from '../errors.ts'
import { Secret } from '../secret.ts'

/** A token endpoint and how to speak to it. Any platform's deviations are normalised by `normalizeAnswer`. */
export interface TokenEndpoint {
  readonly url: string
  readonly clientAuthentication: 'client_secret_post' | 'client_secret_basic'
  readonly normalizeAnswer?: (body: Record<string, unknown>) => Record<string, unknown>
  readonly invalidGrantDialects?: readonly string[]
}

export interface ClientCredentials {
  readonly clientId: string
  readonly clientSecret: Secret
}

export interface TokenAnswer {
  readonly accessToken: Secret
  readonly refreshToken: Secret | null
  /** Absent when the platform names no lifetime, or says that there is none. */
  readonly expiresInSeconds: number | null
  readonly scope: string | null
}

/** One exchange with the token endpoint; throws HubError platform_timeout or platform_unreachable. */
export type Send = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string },
) => Promise<{ status: number; text: string; retryAfterSeconds: number | null }>

/** What the library needs to know of one exchange. */
export function exchangeWith(
  endpoint: TokenEndpoint,
  { clientId, clientSecret }: ClientCredentials,
  send: Send,
): {
  server: oauth.AuthorizationServer
  client: oauth.Client
  authentication: oauth.ClientAuth
  options: oauth.TokenEndpointRequestOptions
} {
  const secret = clientSecret.reveal()
  return {
    server: { issuer: new URL(endpoint.url).origin, token_endpoint: endpoint.url },
    client: { client_id: clientId },
    authentication:
      endpoint.clientAuthentication === 'client_secret_basic'
        ? oauth.ClientSecretBasic(secret)
        : oauth.ClientSecretPost(secret),
    options: {
      [oauth.customFetch]: async (url: string, init: oauth.CustomFetchOptions<'POST', URLSearchParams>) =>
        normalize(
          endpoint,
          await send(url, { method: 'POST', headers: init.headers, body: init.body.toString() }),
        ),
    },
  }
}

function normalize(
  endpoint: TokenEndpoint,
  { status, text, retryAfterSeconds }: Awaited<ReturnType<Send>>,
): Response {
  if (status >= 500 || status === 408 || status === 425 || status === 429) {
    const facts = retryAfterSeconds === null ? {} : { retryAfterSeconds }
    const code = status === 429 ? 'platform_busy' : 'platform_unreachable'
    throw new HubError(code, { detail: `token endpoint: ${status}`, facts })
  }
  const body = parseObject(text)
  if (!body)
    throw new HubError('token_answer_invalid', { detail: `token endpoint: status ${status}, no JSON object` })
  // Some platforms answer 200 to errors; RFC 6749 section 5.2 wants 400 or 401.
  if (typeof body['error'] === 'string') return Response.json(body, { status: status === 401 ? 401 : 400 })
  if (status !== 200)
    throw new HubError('token_answer_invalid', { detail: `token endpoint: status ${status}` })
  const { expires_in, ...rest } = endpoint.normalizeAnswer?.(body) ?? body
  const lifetime = readLifetime(expires_in)
  return Response.json(lifetime === null ? rest : { ...rest, expires_in: lifetime })
}

/** What lives longer does not, for all that a clock can tell. */
const LONGEST_LIFETIME_SECONDS = 100 * 365 * 86_400

/** Numbers, and numbers in strings; everything else, zero and less say nothing about a lifetime. */
function readLifetime(value: unknown): number | null {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds <= 0) return null
  return Math.min(Math.floor(seconds), LONGEST_LIFETIME_SECONDS)
}

export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

export function readTokens(answer: oauth.TokenEndpointResponse): TokenAnswer {
  const { access_token, refresh_token, expires_in, scope } = answer
  return {
    accessToken: new Secret(access_token),
    refreshToken: refresh_token ? new Secret(refresh_token) : null,
    expiresInSeconds: expires_in ?? null,
    scope: scope ?? null,
  }
}

/** @param meaning what `invalid_grant` says of this grant, and what any other error code says */
export function judgeRefusal(
  error: unknown,
  { invalidGrantDialects = [] }: TokenEndpoint,
  meaning: { readonly invalidGrant: ErrorCode; readonly other: ErrorCode },
): unknown {
  if (error instanceof oauth.ResponseBodyError) {
    const detail = `token endpoint: ${/^\w{1,60}$/.test(error.error) ? error.error : 'an unprintable error'}`
    if (error.error === 'invalid_grant' || invalidGrantDialects.includes(error.error))
      return new HubError(meaning.invalidGrant, { detail })
    if (error.error === 'invalid_client' || error.error === 'unauthorized_client')
      return new HubError('app_credentials_rejected', { detail })
    return new HubError(meaning.other, { detail, facts: { error: error.error.slice(0, 60) } })
  }
  const notUnderstood =
    error instanceof oauth.OperationProcessingError ||
    error instanceof oauth.UnsupportedOperationError ||
    error instanceof oauth.WWWAuthenticateChallengeError
  if (notUnderstood) return new HubError('token_answer_invalid', { detail: `token endpoint: ${error.code}` })
  return error
}
