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

export interface CodeGrant extends ClientCredentials {
  readonly code: Secret
  readonly redirectUri: string
  readonly codeVerifier: Secret | null
}

/**
 * Redeems a code (RFC 6749 section 4.1.3).
 * @throws HubError code_rejected, app_credentials_rejected, token_answer_invalid, and what `send` throws
 */
export async function redeemCode(
  endpoint: TokenEndpoint,
  grant: CodeGrant,
  send: Send,
): Promise<TokenAnswer> {
  const { server, client, authentication, options } = exchangeWith(endpoint, grant, send)
  const callback = new URLSearchParams({ code: grant.code.reveal() })
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    oauth.validateAuthResponse(server, client, callback, oauth.expectNoState),
    grant.redirectUri,
    grant.codeVerifier?.reveal() ?? oauth.nopkce,
    options,
  )
  try {
    return readTokens(await oauth.processAuthorizationCodeResponse(server, client, answer))
  } catch (error) {
    throw judgeRefusal(error, endpoint, { invalidGrant: 'code_rejected', other: 'token_answer_invalid' })
  }
}
