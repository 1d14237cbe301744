import * as oauth from 'oauth4webapi'
import { HubError } from '../errors.ts'
import { Secret } from '../secret.ts'

/** A token endpoint and how to speak to it. Any platform's deviations are normalised by `normalizeAnswer`. */
export interface TokenEndpoint {
  readonly url: string
  readonly clientAuthentication: 'client_secret_post' | 'client_secret_basic'
  readonly normalizeAnswer?: (body: Record<string, unknown>) => Record<string, unknown>
  readonly invalidGrantDialects?: readonly string[]
}

export interface CodeGrant {
  readonly clientId: string
  readonly clientSecret: Secret
  readonly code: Secret
  readonly redirectUri: string
  readonly codeVerifier: Secret | null
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
) => Promise<{ status: number; text: string }>

/**
 * Redeems a code (RFC 6749 section 4.1.3).
 * @throws HubError code_rejected, app_credentials_rejected, token_answer_invalid, and what `send` throws
 */
export async function redeemCode(
  endpoint: TokenEndpoint,
  grant: CodeGrant,
  send: Send,
): Promise<TokenAnswer> {
  const server: oauth.AuthorizationServer = {
    issuer: new URL(endpoint.url).origin,
    token_endpoint: endpoint.url,
  }
  const client: oauth.Client = { client_id: grant.clientId }
  const secret = grant.clientSecret.reveal()
  const authentication =
    endpoint.clientAuthentication === 'client_secret_basic'
      ? oauth.ClientSecretBasic(secret)
      : oauth.ClientSecretPost(secret)
  const callback = new URLSearchParams({ code: grant.code.reveal() })
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    oauth.validateAuthResponse(server, client, callback, oauth.expectNoState),
    grant.redirectUri,
    grant.codeVerifier?.reveal() ?? oauth.nopkce,
    { [oauth.customFetch]: (url, init) => sendNormalized(endpoint, send, url, init) },
  )
  try {
    return readTokens(await oauth.processAuthorizationCodeResponse(server, client, answer))
  } catch (error) {
    throw judgeRefusal(error, endpoint.invalidGrantDialects ?? [])
  }
}

async function sendNormalized(
  endpoint: TokenEndpoint,
  send: Send,
  url: string,
  init: oauth.CustomFetchOptions<'POST', URLSearchParams>,
): Promise<Response> {
  const { status, text } = await send(url, {
    method: 'POST',
    headers: init.headers,
    body: init.body.toString(),
  })
  if (status >= 500 || status === 429)
    throw new HubError('platform_unreachable', { detail: `token endpoint: ${status}` })
  const body = parseObject(text)
  if (!body)
    throw new HubError('token_answer_invalid', { detail: `token endpoint: status ${status}, no JSON object` })
  // Some platforms answer 200 to errors; RFC 6749 section 5.2 wants 400 or 401.
  if (typeof body['error'] === 'string') return Response.json(body, { status: status === 401 ? 401 : 400 })
  if (status !== 200)
    throw new HubError('token_answer_invalid', { detail: `token endpoint: status ${status}` })
  return Response.json(endpoint.normalizeAnswer?.(body) ?? body)
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

function readTokens(answer: oauth.TokenEndpointResponse): TokenAnswer {
  const { access_token, refresh_token, expires_in, scope } = answer
  return {
    accessToken: new Secret(access_token),
    refreshToken: refresh_token ? new Secret(refresh_token) : null,
    expiresInSeconds: expires_in ?? null,
    scope: scope ?? null,
  }
}

function judgeRefusal(error: unknown, invalidGrantDialects: readonly string[]): unknown {
  if (error instanceof oauth.ResponseBodyError) {
    const detail = `token endpoint: ${/^\w{1,60}$/.test(error.error) ? error.error : 'an unprintable error'}`
    if (error.error === 'invalid_grant' || invalidGrantDialects.includes(error.error))
      return new HubError('code_rejected', { detail })
    if (error.error === 'invalid_client' || error.error === 'unauthorized_client')
      return new HubError('app_credentials_rejected', { detail })
    return new HubError('token_answer_invalid', { detail })
  }
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.WWWAuthenticateChallengeError)
    return new HubError('token_answer_invalid', { detail: `token endpoint: ${error.code}` })
  return error
}
