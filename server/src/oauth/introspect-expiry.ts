import { ProblemError } from '../kernel/errors.ts'
import { parseObject } from '../kernel/json.ts'
import type { Secret } from '../kernel/secret.ts'
import { clientRequest, type ClientCredentials, type Send, type TokenEndpoint } from './token-endpoint.ts'
import { readTime } from './token-response.ts'

/**
 * The expiry of an access token in epoch milliseconds; null if the response has none or the token is not active.
 * @throws ProblemError oauth_app_rejected, and as `send`
 * @see https://www.rfc-editor.org/rfc/rfc7662#section-2
 */
export async function introspectExpiry(
  endpoint: Pick<TokenEndpoint, 'clientAuthentication'>,
  { url, token, ...client }: ClientCredentials & { readonly url: string; readonly token: Secret },
  send: Send,
): Promise<number | null> {
  const form = { token: token.reveal(), token_type_hint: 'access_token' }
  const { status, text } = await send(url, clientRequest(endpoint, client, form))
  if (status === 401) throw new ProblemError('oauth_app_rejected', { detail: 'introspection: 401' })
  const body = status >= 200 && status < 300 ? parseObject(text) : undefined
  return body?.['active'] === true ? readTime(body['exp']) : null
}
