import type { Secret } from '../kernel/secret.ts'
import type { RefreshResponse } from './token-response.ts'
import {
  requestRefresh,
  type ClientCredentials,
  type GrantErrors,
  type Send,
  type TokenEndpoint,
} from './token-endpoint.ts'

export interface RefreshGrant extends ClientCredentials {
  readonly refreshToken: Secret
}

const ERRORS = {
  invalidGrant: 'refresh_rejected',
  other: 'authorization_failed',
  anyTokenType: true,
} as const satisfies GrantErrors

/**
 * Exchanges a refresh token for a new access token. A response without refresh token means that the current one stays valid;
 * one without access token, that only the refresh token was replaced.
 * @throws ProblemError refresh_rejected, oauth_app_rejected, authorization_failed, provider_response_invalid, and as `send`
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
 */
export function refreshTokens(
  endpoint: TokenEndpoint,
  grant: RefreshGrant,
  send: Send,
): Promise<RefreshResponse> {
  const parameters = { grant_type: 'refresh_token', refresh_token: grant.refreshToken.reveal() }
  return requestRefresh(endpoint, grant, parameters, { send, errors: ERRORS })
}
