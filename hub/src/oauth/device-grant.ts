import { HubError } from '../errors.ts'
import { Secret } from '../secret.ts'
import {
  parseObject,
  requestOf,
  requestTokens,
  type ClientCredentials,
  type Send,
  type TokenAnswer,
  type TokenEndpoint,
} from './token-endpoint.ts'

/** RFC 8628 section 3.2. */
export interface DeviceAuthorization {
  readonly deviceCode: Secret
  readonly userCode: string
  readonly verificationUri: string
  /** With the code in it; absent on some platforms. */
  readonly verificationUriComplete: string | null
  readonly expiresInSeconds: number
  readonly intervalSeconds: number
}

/** @throws HubError platform_unreachable, token_answer_invalid, app_credentials_rejected, and what `send` throws */
export async function startDevice(
  endpoint: Pick<TokenEndpoint, 'clientAuthentication'>,
  { url, scope, ...client }: ClientCredentials & { readonly url: string; readonly scope: string },
  send: Send,
): Promise<DeviceAuthorization> {
  // Platforms disagree on whether the client must authenticate here; its id in the form is what the RFC asks for.
  const grant = { client_id: client.clientId, ...(scope && { scope }) }
  const { status, text } = await send(url, requestOf(endpoint, client, grant))
  if (status >= 500 || status === 429)
    throw new HubError('platform_unreachable', { detail: `device endpoint: ${status}` })
  if (status === 401) throw new HubError('app_credentials_rejected', { detail: 'device endpoint: 401' })
  const body = parseObject(text) ?? {}
  const { device_code, user_code, verification_uri, verification_uri_complete, expires_in, interval } = body
  const complete =
    typeof device_code === 'string' && typeof user_code === 'string' && typeof verification_uri === 'string'
  if (status !== 200 || !complete || typeof expires_in !== 'number')
    throw new HubError('token_answer_invalid', { detail: `device endpoint: status ${status}` })
  return {
    deviceCode: new Secret(device_code),
    userCode: user_code,
    verificationUri: verification_uri,
    verificationUriComplete: typeof verification_uri_complete === 'string' ? verification_uri_complete : null,
    expiresInSeconds: expires_in,
    intervalSeconds: typeof interval === 'number' && interval > 0 ? interval : 5,
  }
}

/**
 * Asks once whether the person has finished (RFC 8628 section 3.4).
 * @returns undefined while they have not
 * @throws HubError denied, attempt_expired, and what `requestTokens` throws
 */
export async function pollDevice(
  endpoint: TokenEndpoint,
  { deviceCode, ...client }: ClientCredentials & { readonly deviceCode: Secret },
  send: Send,
): Promise<TokenAnswer | undefined> {
  const grant = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: deviceCode.reveal(),
    client_id: client.clientId,
  }
  const meaning = { invalidGrant: 'attempt_unknown', other: 'authorization_failed' } as const
  try {
    return await requestTokens(endpoint, client, grant, { send, meaning })
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'authorization_failed') throw error
    const { error: code } = error.facts
    if (code === 'authorization_pending' || code === 'slow_down') return undefined
    if (code === 'access_denied') throw new HubError('denied', { cause: error })
    if (code === 'expired_token') throw new HubError('attempt_expired', { cause: error })
    throw error
  }
}
