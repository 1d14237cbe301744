import type { Secret } from '../kernel/secret.ts'
import type { TokenAnswer } from './token-answer.ts'
import { requestTokens, type ClientCredentials, type Send, type TokenEndpoint } from './token-endpoint.ts'

export interface RefreshGrant extends ClientCredentials {
  readonly refreshToken: Secret
}

const MEANING = { invalidGrant: 'refresh_rejected', other: 'authorization_failed', bearer: true } as const

/**
 * Renews an access token (RFC 6749 section 6). An answer without a refresh token means that the old one stays.
 * @throws HubError refresh_rejected, oauth_app_rejected, authorization_failed, provider_response_invalid, and what
 *   `send` throws
 */
export function refreshTokens(
  endpoint: TokenEndpoint,
  grant: RefreshGrant,
  send: Send,
): Promise<TokenAnswer> {
  const parameters = { grant_type: 'refresh_token', refresh_token: grant.refreshToken.reveal() }
  return requestTokens(endpoint, grant, parameters, { send, meaning: MEANING })
}
