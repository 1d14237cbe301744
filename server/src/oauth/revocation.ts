import { ProblemError } from '../kernel/errors.ts'
import { parseObject } from '../kernel/json.ts'
import type { Secret } from '../kernel/secret.ts'
import { classifyError } from './refusal.ts'
import { requestOf, type ClientCredentials, type Send, type TokenEndpoint } from './token-endpoint.ts'

export interface Revoke extends ClientCredentials {
  readonly url: string
  readonly refreshToken: Secret | null
  readonly accessToken: Secret
}

/**
 * Revokes both tokens, the refresh token first (RFC 7009 section 2.1). Each answer is judged for its own token: one that the
 * platform does not know, or knows as dead, is gone as well. A refusal of one does not spare the other.
 * @throws HubError provider_rate_limited, provider_unavailable, oauth_app_rejected, authorization_failed, and what `send`
 *   throws: of the first token that is not gone
 */
export async function revokeTokens(
  endpoint: Pick<TokenEndpoint, 'clientAuthentication'>,
  { url, refreshToken, accessToken, ...client }: Revoke,
  send: Send,
): Promise<void> {
  const revoke = async (token: Secret, hint: Hint): Promise<Fate | ProblemError> => {
    const form = { token: token.reveal(), token_type_hint: hint }
    try {
      return fateOf(await send(url, requestOf(endpoint, client, form)))
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      return error
    }
  }
  const refresh = refreshToken && (await revoke(refreshToken, 'refresh_token'))
  const permissions = await revoke(accessToken, 'access_token')
  for (const fate of [refresh, permissions]) if (fate instanceof ProblemError) throw fate
  // An access token that cannot be revoked by itself ends with its refresh token (RFC 7009 sections 2.1 and 2.2.1).
  if (refresh === 'unsupported' || (permissions === 'unsupported' && !refresh))
    throw new ProblemError('authorization_failed', {
      detail: 'revocation: unsupported_token_type',
      facts: { error: 'unsupported_token_type' },
    })
}

type Hint = 'refresh_token' | 'access_token'

/** `unsupported`: the platform does not revoke tokens of this type. */
type Fate = 'gone' | 'unsupported'

/** @throws HubError */
function fateOf(answer: Awaited<ReturnType<Send>>): Fate {
  const { status, text, retryAfterSeconds } = answer
  const { kind, codes } = classifyError(answer)
  const refused = status >= 300 || saysNo(text)
  if (!refused || kind === 'grant') return 'gone'
  if (codes.includes('unsupported_token_type')) return 'unsupported'
  const detail = `revocation: status ${status}, ${codes[0] ?? 'no code that can be shown'}`
  const facts = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  if (kind === 'client') throw new ProblemError('oauth_app_rejected', { detail })
  if (kind === 'busy') throw new ProblemError('provider_rate_limited', { detail, facts })
  if (kind === 'platform' || (status >= 300 && status < 400))
    throw new ProblemError('provider_unavailable', { detail, facts })
  throw new ProblemError('authorization_failed', { detail, facts: { error: 'unknown error' } })
}

/** An error in an answer of success. */
function saysNo(text: string): boolean {
  const error = parseObject(text)?.['error']
  return error !== undefined && error !== null && error !== '' && error !== false
}
