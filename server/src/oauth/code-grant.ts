import type { Secret } from '../kernel/secret.ts'
import type { TokenResponse } from './token-response.ts'
import {
  requestTokens,
  type ClientCredentials,
  type GrantErrors,
  type Send,
  type TokenEndpoint,
} from './token-endpoint.ts'

export interface CodeGrant extends ClientCredentials {
  readonly code: Secret
  readonly redirectUri: string
  readonly codeVerifier: Secret | null
}

const ERRORS = {
  invalidGrant: 'authorization_code_rejected',
  other: 'provider_response_invalid',
} as const satisfies GrantErrors

/**
 * Exchanges an authorization code for tokens.
 * @throws ProblemError authorization_code_rejected, oauth_app_rejected, provider_response_invalid, and as `send`
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.5
 */
export function redeemCode(endpoint: TokenEndpoint, grant: CodeGrant, send: Send): Promise<TokenResponse> {
  const { code, redirectUri, codeVerifier } = grant
  const parameters = {
    grant_type: 'authorization_code',
    code: code.reveal(),
    redirect_uri: redirectUri,
    ...(codeVerifier && { code_verifier: codeVerifier.reveal() }),
  }
  return requestTokens(endpoint, grant, parameters, { send, errors: ERRORS })
}
