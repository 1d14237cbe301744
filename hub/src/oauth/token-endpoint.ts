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
) => Promise<Answer>

interface Answer {
  readonly status: number
  readonly text: string
  readonly retryAfterSeconds: number | null
  readonly location: string | null
}

/** What `invalid_grant` says of a grant, and what any other error code says. */
export interface Meaning {
  readonly invalidGrant: ErrorCode
  readonly other: ErrorCode
}

/**
 * Asks for tokens (RFC 6749 sections 4.1.3, 5 and 6).
 * @throws HubError what `meaning` names, app_credentials_rejected, token_answer_invalid, platform_busy,
 *   platform_unreachable, and what `send` throws
 */
export async function requestTokens(
  endpoint: TokenEndpoint,
  client: ClientCredentials,
  grant: Readonly<Record<string, string>>,
  { send, meaning }: { readonly send: Send; readonly meaning: Meaning },
): Promise<TokenAnswer> {
  const answer = await send(endpoint.url, requestOf(endpoint, client, grant))
  assertAnswered(answer)
  const body = parseObject(answer.text)
  if (!body) throw notUnderstood(`status ${answer.status}, no JSON object`)
  // Some platforms answer 200 to errors; RFC 6749 section 5.2 wants 400 or 401.
  if (typeof body['error'] === 'string') throw refusal(body['error'], endpoint, meaning)
  if (answer.status !== 200) throw notUnderstood(`status ${answer.status}`)
  return readTokens(endpoint.normalizeAnswer?.(body) ?? body)
}

/** A form, with the client's credentials where this platform wants them. */
export function requestOf(
  { clientAuthentication }: Pick<TokenEndpoint, 'clientAuthentication'>,
  { clientId, clientSecret }: ClientCredentials,
  grant: Readonly<Record<string, string>>,
): Parameters<Send>[1] {
  const form = new URLSearchParams(grant)
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' }
  if (clientAuthentication === 'client_secret_basic') {
    // RFC 6749 section 2.3.1: form-encoded first.
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

/** @throws HubError platform_busy, platform_unreachable */
export function assertAnswered({ status, retryAfterSeconds }: Answer): void {
  if (status < 500 && status !== 408 && status !== 425 && status !== 429) return
  const facts = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  const code = status === 429 ? 'platform_busy' : 'platform_unreachable'
  throw new HubError(code, { detail: `token endpoint: ${status}`, facts })
}

function refusal(error: string, { invalidGrantDialects = [] }: TokenEndpoint, meaning: Meaning): HubError {
  const detail = `token endpoint: ${/^\w{1,60}$/.test(error) ? error : 'an unprintable error'}`
  if (error === 'invalid_grant' || invalidGrantDialects.includes(error))
    return new HubError(meaning.invalidGrant, { detail })
  if (error === 'invalid_client' || error === 'unauthorized_client')
    return new HubError('app_credentials_rejected', { detail })
  return new HubError(meaning.other, {
    detail,
    facts: { error: /^[a-z_]{1,60}$/.test(error) ? error : 'unknown error' },
  })
}

function notUnderstood(what: string): HubError {
  return new HubError('token_answer_invalid', { detail: `token endpoint: ${what}` })
}

/** RFC 6749 section 5.1, to the letter but for lifetimes. */
function readTokens({
  access_token,
  token_type,
  refresh_token,
  expires_in,
  scope,
}: Record<string, unknown>): TokenAnswer {
  if (typeof access_token !== 'string' || access_token === '') throw notUnderstood('no access_token')
  if (typeof token_type !== 'string' || token_type.toLowerCase() !== 'bearer')
    throw notUnderstood('token_type is not Bearer')
  if (refresh_token !== undefined && (typeof refresh_token !== 'string' || refresh_token === ''))
    throw notUnderstood('refresh_token is not text')
  if (scope !== undefined && typeof scope !== 'string') throw notUnderstood('scope is not text')
  return {
    accessToken: new Secret(access_token),
    refreshToken: refresh_token === undefined ? null : new Secret(refresh_token),
    expiresInSeconds: readLifetime(expires_in),
    scope: scope || null,
  }
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
