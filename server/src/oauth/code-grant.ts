import type { Secret } from '../kernel/secret.ts'
import type { TokenAnswer } from './token-answer.ts'
import { requestTokens, type ClientCredentials, type Send, type TokenEndpoint } from './token-endpoint.ts'

export interface CodeGrant extends ClientCredentials {
  readonly code: Secret
  readonly redirectUri: string
  readonly codeVerifier: Secret | null
}

const MEANING = { invalidGrant: 'authorization_code_rejected', other: 'provider_response_invalid' } as const

/**
 * Redeems a code (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
 * @throws HubError authorization_code_rejected, oauth_app_rejected, provider_response_invalid, and what `send` throws
 */
export function redeemCode(endpoint: TokenEndpoint, grant: CodeGrant, send: Send): Promise<TokenAnswer> {
  const { code, redirectUri, codeVerifier } = grant
  const parameters = {
    grant_type: 'authorization_code',
    code: code.reveal(),
    redirect_uri: redirectUri,
    ...(codeVerifier && { code_verifier: codeVerifier.reveal() }),
  }
  return requestTokens(endpoint, grant, parameters, { send, meaning: MEANING })
}
