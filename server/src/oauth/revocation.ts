import { ProblemError } from '../kernel/errors.ts'
import { parseObject } from '../kernel/json.ts'
import type { Secret } from '../kernel/secret.ts'
import { classifyOAuthError } from './classify-oauth-error.ts'
import { clientRequest, type ClientCredentials, type Send, type TokenEndpoint } from './token-endpoint.ts'

export interface RevocationRequest extends ClientCredentials {
  readonly url: string
  readonly refreshToken: Secret | null
  readonly accessToken: Secret
}

/**
 * Revokes both tokens, the refresh token first. A token that is unknown or no longer valid counts as revoked. If one
 * revocation fails, the other is still sent; the first failure is thrown.
 * @throws ProblemError provider_rate_limited, provider_unavailable, oauth_app_rejected, authorization_failed, and as `send`
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2.1
 */
export async function revokeTokens(
  endpoint: Pick<TokenEndpoint, 'clientAuthentication'>,
  { url, refreshToken, accessToken, ...client }: RevocationRequest,
  send: Send,
): Promise<void> {
  const revoke = async (token: Secret, hint: Hint): Promise<RevocationOutcome | ProblemError> => {
    const form = { token: token.reveal(), token_type_hint: hint }
    try {
      return outcomeOf(await send(url, clientRequest(endpoint, client, form)))
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      return error
    }
  }
  const refresh = refreshToken && (await revoke(refreshToken, 'refresh_token'))
  const access = await revoke(accessToken, 'access_token')
  for (const outcome of [refresh, access]) if (outcome instanceof ProblemError) throw outcome
  // An access token of a type that cannot be revoked ends with its refresh token (RFC 7009 sections 2.1 and 2.2.1).
  if (refresh === 'unsupported' || (access === 'unsupported' && !refresh))
    throw new ProblemError('authorization_failed', {
      detail: 'revocation: unsupported_token_type',
      facts: { error: 'unsupported_token_type' },
    })
}

type Hint = 'refresh_token' | 'access_token'

/** `unsupported`: the provider does not revoke tokens of this type (RFC 7009 section 2.2.1). */
type RevocationOutcome = 'revoked' | 'unsupported'

function outcomeOf(answer: Awaited<ReturnType<Send>>): RevocationOutcome {
  const { status, text, retryAfterSeconds } = answer
  const { errorClass, codes } = classifyOAuthError(answer)
  const rejected = status >= 300 || hasError(text)
  if (!rejected || errorClass === 'grant') return 'revoked'
  if (codes.includes('unsupported_token_type')) return 'unsupported'
  const detail = `revocation: status ${status}, ${codes[0] ?? 'no error code'}`
  const facts = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  if (errorClass === 'client') throw new ProblemError('oauth_app_rejected', { detail })
  if (errorClass === 'rate_limited') throw new ProblemError('provider_rate_limited', { detail, facts })
  if (errorClass === 'unavailable' || (status >= 300 && status < 400))
    throw new ProblemError('provider_unavailable', { detail, facts })
  throw new ProblemError('authorization_failed', { detail, facts: { error: 'unknown error' } })
}

/** An error in a 2xx response. */
function hasError(text: string): boolean {
  const error = parseObject(text)?.['error']
  return error !== undefined && error !== null && error !== '' && error !== false
}
