import { parseObject } from '../kernel/json.ts'
import type { Secret } from '../kernel/secret.ts'
import { requestOf, type ClientCredentials, type Send, type TokenEndpoint } from './token-endpoint.ts'
import { readTime } from './token-answer.ts'

/**
 * When an access token ends, in epoch milliseconds (RFC 7662 section 2); null where the server does not say.
 * @throws what `send` throws
 */
export async function introspectEnd(
  endpoint: Pick<TokenEndpoint, 'clientAuthentication'>,
  { url, token, ...client }: ClientCredentials & { readonly url: string; readonly token: Secret },
  send: Send,
): Promise<number | null> {
  const form = { token: token.reveal(), token_type_hint: 'access_token' }
  const { status, text } = await send(url, requestOf(endpoint, client, form))
  const body = status >= 200 && status < 300 ? parseObject(text) : undefined
  return body?.['active'] === true ? readTime(body['exp']) : null
}
