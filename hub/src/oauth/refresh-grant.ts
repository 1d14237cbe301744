import * as oauth from 'oauth4webapi'
import type { Secret } from '../secret.ts'
import {
  exchangeWith,
  judgeRefusal,
  readTokens,
  type ClientCredentials,
  type Send,
  type TokenAnswer,
  type TokenEndpoint,
} from './token-endpoint.ts'

export interface RefreshGrant extends ClientCredentials {
  readonly refreshToken: Secret
}

/**
 * Renews an access token (RFC 6749 section 6). An answer without a refresh token means that the old one stays.
 * @throws HubError refresh_rejected, app_credentials_rejected, authorization_failed, token_answer_invalid, and what `send` throws
 */
export async function refreshTokens(
  endpoint: TokenEndpoint,
  grant: RefreshGrant,
  send: Send,
): Promise<TokenAnswer> {
  const { server, client, authentication, options } = exchangeWith(endpoint, grant, send)
  const answer = await oauth.refreshTokenGrantRequest(
    server,
    client,
    authentication,
    grant.refreshToken.reveal(),
    options,
  )
  try {
    return readTokens(await oauth.processRefreshTokenResponse(server, client, answer))
  } catch (error) {
    throw judgeRefusal(error, endpoint, { invalidGrant: 'refresh_rejected', other: 'authorization_failed' })
  }
}
