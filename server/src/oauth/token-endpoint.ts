import { ProblemError } from '../kernel/errors.ts'
import { parseObject } from '../kernel/json.ts'
import type { Secret } from '../kernel/secret.ts'
import { classifyError } from './refusal.ts'
import { notUnderstood, readTokens, type TokenAnswer } from './token-answer.ts'

/** A token endpoint and how to speak to it. */
export interface TokenEndpoint {
  readonly url: string
  readonly clientAuthentication: 'client_secret_post' | 'client_secret_basic'
  readonly defaultTokenType?: 'Bearer'
  readonly invalidGrantErrors?: readonly string[]
}

export interface ClientCredentials {
  readonly clientId: string
  readonly clientSecret: Secret
}

/** One exchange with the token endpoint; throws HubError provider_timeout or provider_unavailable. */
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

/** What the refusals of a grant are called, and what is known of its tokens. */
export interface Meaning {
  /** The grant is dead. */
  readonly invalidGrant: 'authorization_code_rejected' | 'device_code_invalid' | 'refresh_rejected'
  readonly other: 'authorization_failed' | 'provider_response_invalid'
  /** Error codes that mean something in this grant alone: they are `other`, with the code in `facts.error`. */
  readonly ownCodes?: readonly string[]
  /** Its tokens were used as Bearer tokens before: another type in the answer loses none. */
  readonly bearer?: boolean
}

/**
 * Asks for tokens (RFC 6749 sections 4.1.3, 5 and 6). Any status of success will do, if a token comes with it.
 * @throws HubError what `meaning` names, oauth_app_rejected, provider_response_invalid, provider_rate_limited,
 *   provider_unavailable, and what `send` throws
 */
export async function requestTokens(
  endpoint: TokenEndpoint,
  client: ClientCredentials,
  grant: Readonly<Record<string, string>>,
  { send, meaning }: { readonly send: Send; readonly meaning: Meaning },
): Promise<TokenAnswer> {
  const answer = await send(endpoint.url, requestOf(endpoint, client, grant))
  assertAnswered(answer)
  const success = answer.status >= 200 && answer.status < 300
  const body = success ? readBody(answer.text) : undefined
  const given =
    body?.['access_token'] !== undefined && body['access_token'] !== null && body['access_token'] !== ''
  if (body && given) {
    const { defaultTokenType } = endpoint
    return readTokens(body, { assumeBearer: defaultTokenType === 'Bearer' || meaning.bearer === true })
  }
  throw refusalOf(answer, body, endpoint, meaning)
}

/** JSON, or a form, as some platforms answer whatever they are asked for. */
function readBody(text: string): Record<string, unknown> | undefined {
  const body = parseObject(text)
  return !body && /^[\w.]+=[^\s<{]*$/.test(text.trim())
    ? Object.fromEntries(new URLSearchParams(text.trim()))
    : body
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

/** @throws HubError provider_rate_limited, provider_unavailable */
export function assertAnswered({ status, retryAfterSeconds }: Answer): void {
  if (status < 500 && status !== 408 && status !== 425 && status !== 429) return
  const facts = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  const code = status === 429 ? 'provider_rate_limited' : 'provider_unavailable'
  throw new ProblemError(code, { detail: `token endpoint: ${status}`, facts })
}

/** An answer without a token: some platforms refuse with status 200, where RFC 6749 section 5.2 wants 400 or 401. */
function refusalOf(
  answer: Answer,
  body: Readonly<Record<string, unknown>> | undefined,
  { invalidGrantErrors }: TokenEndpoint,
  { invalidGrant, other, ownCodes = [] }: Meaning,
): ProblemError {
  const { kind, codes } = classifyError(answer, invalidGrantErrors)
  const { status } = answer
  const own = codes.find((code) => ownCodes.includes(code))
  const code = own ?? codes[0] ?? 'no code that can be shown'
  const detail = `token endpoint: status ${status}, ${code}`
  const error = /^[a-z_]+$/.test(code) ? code : 'unknown error'
  const named = new ProblemError(other, { detail, facts: { error } })
  if (own !== undefined) return named
  if (kind === 'grant') return new ProblemError(invalidGrant, { detail })
  if (kind === 'client') return new ProblemError('oauth_app_rejected', { detail })
  if (kind === 'busy') return new ProblemError('provider_rate_limited', { detail })
  const refused = (status >= 400 && status < 500) || isThere(body?.['error'])
  if (kind === 'other' && refused) return named
  return status < 400
    ? notUnderstood(`status ${status}, no access_token`)
    : new ProblemError('provider_unavailable', { detail })
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false
}
