import { HubError } from '../errors.ts'
import type { Secret } from '../secret.ts'
import { requestOf, type ClientCredentials, type Send, type TokenEndpoint } from './token-endpoint.ts'

export interface Revoke extends ClientCredentials {
  readonly url: string
  readonly refreshToken: Secret | null
  readonly accessToken: Secret
}

/**
 * Revokes both tokens, the refresh token first (RFC 7009 section 2.1). A token that the platform does not know is
 * answered with 200, and is gone as well.
 * @throws HubError platform_unreachable, app_credentials_rejected, and what `send` throws
 */
export async function revokeTokens(
  endpoint: Pick<TokenEndpoint, 'clientAuthentication'>,
  { url, refreshToken, accessToken, ...client }: Revoke,
  send: Send,
): Promise<void> {
  const tokens = [
    ...(refreshToken ? [{ token: refreshToken.reveal(), token_type_hint: 'refresh_token' }] : []),
    { token: accessToken.reveal(), token_type_hint: 'access_token' },
  ]
  for (const parameters of tokens) {
    const { status } = await send(url, requestOf(endpoint, client, parameters))
    if (status === 200 || status === 204) continue
    const code = status === 401 || status === 400 ? 'app_credentials_rejected' : 'platform_unreachable'
    throw new HubError(code, { detail: `revocation: ${status}` })
  }
}
