import { ProblemError } from '../kernel/errors.ts'
import { parseObject } from '../kernel/json.ts'
import { Secret } from '../kernel/secret.ts'
import { readLifetime, readText, type TokenResponse } from './token-response.ts'
import {
  clientRequest,
  requestTokens,
  type ClientCredentials,
  type GrantErrors,
  type Send,
  type TokenEndpoint,
  assertAvailable,
} from './token-endpoint.ts'

/** @see https://www.rfc-editor.org/rfc/rfc8628#section-3.2 */
export interface DeviceAuthorizationResponse {
  readonly deviceCode: Secret
  readonly userCode: string
  readonly verificationUri: string
  /** Contains the user code; null if the provider sends none. */
  readonly verificationUriComplete: string | null
  readonly expiresInSeconds: number
  readonly intervalSeconds: number
}

/**
 * Starts a device authorization.
 * @throws ProblemError provider_rate_limited, provider_unavailable, provider_response_invalid, oauth_app_rejected, and as `send`
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.1
 */
export async function requestDeviceAuthorization(
  endpoint: Pick<TokenEndpoint, 'clientAuthentication'>,
  { url, scope, ...client }: ClientCredentials & { readonly url: string; readonly scope: string },
  send: Send,
): Promise<DeviceAuthorizationResponse> {
  // RFC 8628 requires client_id in the form; some providers require client authentication too.
  const grant = { client_id: client.clientId, ...(scope && { scope }) }
  const response = await send(url, clientRequest(endpoint, client, grant))
  assertAvailable(response)
  const { status, text } = response
  if (status === 401) throw new ProblemError('oauth_app_rejected', { detail: 'device endpoint: 401' })
  const body = parseObject(text) ?? {}
  const deviceCode = readText(body['device_code'])
  const userCode = readText(body['user_code'])
  // verification_url is the name in the drafts, which some providers still use.
  const verificationUri = readText(body['verification_uri']) ?? readText(body['verification_url'])
  if (status < 200 || status > 299 || !deviceCode || !userCode || !verificationUri)
    throw new ProblemError('provider_response_invalid', { detail: `device endpoint: status ${status}` })
  const lifetime = readLifetime(body['expires_in']) ?? DEFAULT_LIFETIME_SECONDS
  return {
    deviceCode: new Secret(deviceCode),
    userCode,
    verificationUri,
    verificationUriComplete: readText(body['verification_uri_complete']),
    expiresInSeconds: Math.min(lifetime, MAX_LIFETIME_SECONDS),
    intervalSeconds: Math.min(
      readLifetime(body['interval']) ?? DEFAULT_INTERVAL_SECONDS,
      MAX_INTERVAL_SECONDS,
    ),
  }
}

/** For a response without `expires_in`, which RFC 8628 section 3.2 requires. */
const DEFAULT_LIFETIME_SECONDS = 600
/** RFC 8628 section 3.2. */
const DEFAULT_INTERVAL_SECONDS = 5
/** Upper bounds of what a response can ask for. */
const MAX_LIFETIME_SECONDS = 86_400
const MAX_INTERVAL_SECONDS = 300

/** The error codes of RFC 8628 section 3.5. */
const DEVICE_CODES = ['authorization_pending', 'slow_down', 'access_denied', 'expired_token'] as const

/**
 * Polls the token endpoint once.
 * @returns undefined while the authorization is pending
 * @throws ProblemError access_denied, device_code_invalid, device_code_expired, and as `requestTokens`
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.4
 */
export async function requestDeviceToken(
  endpoint: TokenEndpoint,
  { deviceCode, ...client }: ClientCredentials & { readonly deviceCode: Secret },
  send: Send,
): Promise<TokenResponse | undefined> {
  const grant = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: deviceCode.reveal(),
    client_id: client.clientId,
  }
  const errors = {
    invalidGrant: 'device_code_invalid',
    other: 'authorization_failed',
    grantCodes: DEVICE_CODES,
  } as const satisfies GrantErrors
  try {
    return await requestTokens(endpoint, client, grant, { send, errors })
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'authorization_failed') throw error
    const { error: code } = error.facts
    if (code === 'authorization_pending' || code === 'slow_down') return undefined
    if (code === 'access_denied') throw new ProblemError('access_denied', { cause: error })
    if (code === 'expired_token') throw new ProblemError('device_code_expired', { cause: error })
    throw error
  }
}
