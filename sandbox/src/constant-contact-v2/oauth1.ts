import { createHmac, timingSafeEqual } from 'node:crypto'

/** The parameters of a signed request (RFC 5849 section 3.5.1). */
export type Oauth1Parameters = Readonly<Record<string, string>>

/** Parses `Authorization: OAuth …`. */
export function readOauth1(authorization: string): Oauth1Parameters {
  const pairs = authorization.matchAll(/(\w+)="([^"]*)"/g)
  return Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, decodeURIComponent(value)]))
}

export interface SignedRequest {
  readonly method: string
  /** Without query. */
  readonly url: string
  /** Parameters of the query and of a form. */
  readonly parameters: Readonly<Record<string, string>>
}

/** Verifies HMAC-SHA1 (RFC 5849 section 3.4). */
export function isSignatureRight(
  { method, url, parameters }: SignedRequest,
  given: Oauth1Parameters,
  secrets: { readonly client: string; readonly token: string },
): boolean {
  const { oauth_signature = '', realm: _realm, ...signed } = given
  const pairs = Object.entries({ ...parameters, ...signed })
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
  const base = [method, url, pairs.join('&')].map(encode).join('&')
  const key = `${encode(secrets.client)}&${encode(secrets.token)}`
  const right = createHmac('sha1', key).update(base).digest()
  const offered = Buffer.from(oauth_signature, 'base64')
  return offered.length === right.length && timingSafeEqual(offered, right)
}

/** RFC 5849 section 3.6. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
