import { ProblemError } from '../kernel/errors.ts'
import { parseObject } from '../kernel/json.ts'
import { Secret } from '../kernel/secret.ts'
import { readLifetime, readText, type TokenAnswer } from './token-answer.ts'
import {
  requestOf,
  requestTokens,
  type ClientCredentials,
  type Send,
  type TokenEndpoint,
} from './token-endpoint.ts'

/** RFC 8628 section 3.2. */
export interface DeviceAuthorizationResponse {
  readonly deviceCode: Secret
  readonly userCode: string
  readonly verificationUri: string
  /** With the code in it; absent on some platforms. */
  readonly verificationUriComplete: string | null
  readonly expiresInSeconds: number
  readonly intervalSeconds: number
}

/** @throws HubError provider_unavailable, provider_response_invalid, oauth_app_rejected, and what `send` throws */
export async function requestDeviceAuthorization(
  endpoint: Pick<TokenEndpoint, 'clientAuthentication'>,
  { url, scope, ...client }: ClientCredentials & { readonly url: string; readonly scope: string },
  send: Send,
): Promise<DeviceAuthorizationResponse> {
  // Platforms disagree on whether the client must authenticate here; its id in the form is what the RFC asks for.
  const grant = { client_id: client.clientId, ...(scope && { scope }) }
  const { status, text } = await send(url, requestOf(endpoint, client, grant))
  if (status >= 500 || status === 429)
    throw new ProblemError('provider_unavailable', { detail: `device endpoint: ${status}` })
  if (status === 401) throw new ProblemError('oauth_app_rejected', { detail: 'device endpoint: 401' })
  const body = parseObject(text) ?? {}
  const deviceCode = readText(body['device_code'])
  const userCode = readText(body['user_code'])
  // The second name is that of the drafts, which platforms still use.
  const verificationUri = readText(body['verification_uri']) ?? readText(body['verification_url'])
  if (status < 200 || status > 299 || !deviceCode || !userCode || !verificationUri)
    throw new ProblemError('provider_response_invalid', { detail: `device endpoint: status ${status}` })
  const lifetime = readLifetime(body['expires_in']) ?? ASSUMED_LIFETIME_SECONDS
  return {
    deviceCode: new Secret(deviceCode),
    userCode,
    verificationUri,
    verificationUriComplete: readText(body['verification_uri_complete']),
    expiresInSeconds: Math.min(lifetime, LONGEST_LIFETIME_SECONDS),
    intervalSeconds: Math.min(readLifetime(body['interval']) ?? 5, LONGEST_INTERVAL_SECONDS),
  }
}

/** Where the answer does not say, and the most that is believed. */
const ASSUMED_LIFETIME_SECONDS = 600
const LONGEST_LIFETIME_SECONDS = 86_400
const LONGEST_INTERVAL_SECONDS = 300

/** RFC 8628 section 3.5. */
const DEVICE_CODES = ['authorization_pending', 'slow_down', 'access_denied', 'expired_token'] as const

/**
 * Asks once whether the person has finished (RFC 8628 section 3.4).
 * @returns undefined while they have not
 * @throws HubError access_denied, device_code_invalid, device_code_expired, and what `requestTokens` throws
 */
export async function requestDeviceToken(
  endpoint: TokenEndpoint,
  { deviceCode, ...client }: ClientCredentials & { readonly deviceCode: Secret },
  send: Send,
): Promise<TokenAnswer | undefined> {
  const grant = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: deviceCode.reveal(),
    client_id: client.clientId,
  }
  const meaning = {
    invalidGrant: 'device_code_invalid',
    other: 'authorization_failed',
    ownCodes: DEVICE_CODES,
  } as const
  try {
    return await requestTokens(endpoint, client, grant, { send, meaning })
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'authorization_failed') throw error
    const { error: code } = error.facts
    if (code === 'authorization_pending' || code === 'slow_down') return undefined
    if (code === 'access_denied') throw new ProblemError('access_denied', { cause: error })
    if (code === 'expired_token') throw new ProblemError('device_code_expired', { cause: error })
    throw error
  }
}
