import { createHmac } from 'node:crypto'
import type { Secret } from '../kernel/secret.ts'

/** Client and token credentials of OAuth 1.0a (RFC 5849 section 1.1). */
export interface Oauth1Credentials {
  readonly consumerKey: string
  readonly consumerSecret: Secret
  readonly token: Secret
  readonly tokenSecret: Secret
}

export interface RequestToSign {
  readonly method: 'POST'
  /** Without query. */
  readonly url: string
  readonly form: URLSearchParams
  readonly nonce: string
  /** Seconds since the epoch. */
  readonly timestampSeconds: number
}

/**
 * The `Authorization` header of a request that is signed with HMAC-SHA1.
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4
 */
export function oauth1Authorization(request: RequestToSign, credentials: Oauth1Credentials): string {
  const { consumerKey, consumerSecret, token, tokenSecret } = credentials
  const parameters: readonly (readonly [string, string])[] = [
    ['oauth_consumer_key', consumerKey],
    ['oauth_nonce', request.nonce],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', String(request.timestampSeconds)],
    ['oauth_token', token.reveal()],
    ['oauth_version', '1.0'],
  ]
  const signed = [...parameters, ...request.form]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&')
  const base = [request.method, request.url, signed].map(encode).join('&')
  const key = `${encode(consumerSecret.reveal())}&${encode(tokenSecret.reveal())}`
  const signature = createHmac('sha1', key).update(base).digest('base64')
  const all = [...parameters, ['oauth_signature', signature] as const]
  return `OAuth ${all.map(([name, value]) => `${name}="${encode(value)}"`).join(', ')}`
}

/** Percent-encodes as in RFC 5849 section 3.6. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
