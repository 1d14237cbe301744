import { ProblemError } from '../kernel/errors.ts'
import { parseObject } from '../kernel/json.ts'
import type { Secret } from '../kernel/secret.ts'
import { classifyOAuthError, isTemporaryStatus } from './classify-oauth-error.ts'
import {
  invalidTokenResponse,
  parseTokenResponse,
  type RefreshResponse,
  type TokenResponse,
} from './token-response.ts'

/** As in `TokenEndpointDefinition` of providers/provider.ts. */
export interface TokenEndpoint {
  readonly url: string
  readonly clientAuthentication: 'client_secret_post' | 'client_secret_basic'
  readonly defaultTokenType?: 'Bearer'
  readonly invalidGrantErrors?: readonly string[]
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
export interface ClientCredentials {
  readonly clientId: string
  readonly clientSecret: Secret
}

/** Sends one request. @throws ProblemError provider_timeout, provider_unavailable */
export type Send = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string },
) => Promise<EndpointResponse>

interface EndpointResponse {
  readonly status: number
  readonly text: string
  readonly retryAfterSeconds: number | null
  /** The `Location` header; redirects are not followed. */
  readonly location: string | null
}

/** The error codes of a grant, and how its tokens are parsed. */
export interface GrantErrors {
  /** The code or the refresh token is not valid. */
  readonly invalidGrant: 'authorization_code_rejected' | 'device_code_invalid' | 'refresh_rejected'
  readonly other: 'authorization_failed' | 'provider_response_invalid'
  /** OAuth error codes of this grant type only, reported as `other` with the code in `facts.error`. */
  readonly grantCodes?: readonly string[]
  /** Accepts any `token_type`: the previous tokens were Bearer tokens. */
  readonly anyTokenType?: boolean
}

/**
 * Sends a token request. Any 2xx response with an access token is a success.
 * @throws ProblemError the codes in `errors`, oauth_app_rejected, provider_response_invalid, provider_rate_limited,
 *   provider_unavailable, and as `send`
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5
 */
export async function requestTokens(
  endpoint: TokenEndpoint,
  client: ClientCredentials,
  grant: Readonly<Record<string, string>>,
  options: RequestOptions,
): Promise<TokenResponse> {
  const { parsed, toError } = await exchange(endpoint, client, grant, options)
  if (!hasAccessToken(parsed)) throw toError()
  return parsed
}

interface RequestOptions {
  readonly send: Send
  readonly errors: GrantErrors
}

/**
 * Requests tokens with a refresh token. A success without a usable access token is accepted if it contains a refresh token: the one that
 * was sent may no longer work.
 * @throws ProblemError as `requestTokens`
 */
export async function requestRefresh(
  endpoint: TokenEndpoint,
  client: ClientCredentials,
  grant: Readonly<Record<string, string>>,
  options: RequestOptions,
): Promise<RefreshResponse> {
  const { parsed, hasError, toError } = await exchange(endpoint, client, grant, options)
  if (!parsed || (!hasAccessToken(parsed) && (hasError || parsed.refreshToken === null))) throw toError()
  return parsed
}

const hasAccessToken = (parsed: RefreshResponse | undefined): parsed is TokenResponse =>
  parsed !== undefined && parsed.accessToken !== null

interface Exchange {
  /** undefined if the response contains no tokens. */
  readonly parsed: RefreshResponse | undefined
  readonly hasError: boolean
  /** The error of a response without usable tokens. */
  readonly toError: () => ProblemError
}

async function exchange(
  endpoint: TokenEndpoint,
  client: ClientCredentials,
  grant: Readonly<Record<string, string>>,
  { send, errors }: RequestOptions,
): Promise<Exchange> {
  const response = await send(endpoint.url, clientRequest(endpoint, client, grant))
  assertAvailable(response)
  const success = response.status >= 200 && response.status < 300
  const body = success ? parseBody(response.text) : undefined
  const anyTokenType = endpoint.defaultTokenType === 'Bearer' || errors.anyTokenType === true
  const hasTokens = isPresent(body?.['access_token']) || isPresent(body?.['refresh_token'])
  return {
    parsed: body && hasTokens ? parseTokenResponse(body, { anyTokenType }) : undefined,
    hasError: isPresent(body?.['error']),
    toError: () => toProblem(response, body, endpoint, errors),
  }
}

/** Parses JSON, or a form: some providers send one regardless of `Accept`. */
function parseBody(text: string): Record<string, unknown> | undefined {
  const body = parseObject(text)
  return !body && /^[\w.]+=[^\s<{]*$/.test(text.trim())
    ? Object.fromEntries(new URLSearchParams(text.trim()))
    : body
}

/** A form request with client authentication. @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
export function clientRequest(
  { clientAuthentication }: Pick<TokenEndpoint, 'clientAuthentication'>,
  { clientId, clientSecret }: ClientCredentials,
  grant: Readonly<Record<string, string>>,
): Parameters<Send>[1] {
  const form = new URLSearchParams(grant)
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' }
  if (clientAuthentication === 'client_secret_basic') {
    const pair = `${formEncode(clientId)}:${formEncode(clientSecret.reveal())}`
    headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`
  } else {
    form.set('client_id', clientId)
    form.set('client_secret', clientSecret.reveal())
  }
  return { method: 'POST', headers, body: form.toString() }
}

function formEncode(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}

/** @throws ProblemError provider_rate_limited, provider_unavailable for a status that asks to retry */
export function assertAvailable({ status, retryAfterSeconds }: EndpointResponse): void {
  if (!isTemporaryStatus(status)) return
  const facts = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  const code = status === 429 ? 'provider_rate_limited' : 'provider_unavailable'
  throw new ProblemError(code, { detail: `OAuth endpoint: ${status}`, facts })
}

/** The error of a response without access token. Some providers send errors with status 200, contrary to RFC 6749 section 5.2. */
function toProblem(
  response: EndpointResponse,
  body: Readonly<Record<string, unknown>> | undefined,
  { invalidGrantErrors }: TokenEndpoint,
  { invalidGrant, other, grantCodes = [] }: GrantErrors,
): ProblemError {
  const { errorClass, codes } = classifyOAuthError(response, invalidGrantErrors)
  const { status } = response
  const own = codes.find((code) => grantCodes.includes(code))
  const code = own ?? codes[0] ?? 'no error code'
  const detail = `token endpoint: status ${status}, ${code}`
  const error = /^[a-z_]+$/.test(code) ? code : 'unknown error'
  const named = new ProblemError(other, { detail, facts: { error } })
  if (own !== undefined) return named
  if (errorClass === 'grant') return new ProblemError(invalidGrant, { detail })
  if (errorClass === 'client') return new ProblemError('oauth_app_rejected', { detail })
  if (errorClass === 'rate_limited') return new ProblemError('provider_rate_limited', { detail })
  const rejected = (status >= 400 && status < 500) || isPresent(body?.['error'])
  if (errorClass === 'other' && rejected) return named
  return status < 400
    ? invalidTokenResponse(`status ${status}, no access_token`)
    : new ProblemError('provider_unavailable', { detail })
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false
}
