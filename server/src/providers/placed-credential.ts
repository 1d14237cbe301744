import { Secret } from '../kernel/secret.ts'
import type { ApiKeyPlacement, Provider } from './provider.ts'

/** What a call carries to be authenticated. */
export interface PlacedCredential {
  readonly headers: readonly PlacedValue[]
  readonly query: readonly PlacedValue[]
}

interface PlacedValue {
  readonly name: string
  readonly value: Secret
}

/** Where a call carries an access token: the header `Authorization` (RFC 6750 section 2.1). */
export function placeAccessToken({ api }: Provider, accessToken: Secret): PlacedCredential {
  const value = new Secret(`${api.authorizationScheme} ${accessToken.reveal()}`)
  return { headers: [{ name: 'authorization', value }], query: [] }
}

/** Where a call carries an API key, as the provider's definition says. */
export function placeApiKey(placement: readonly ApiKeyPlacement[], key: Secret): PlacedCredential {
  const headers: PlacedValue[] = []
  const query: PlacedValue[] = []
  const basic = { basic_username: '', basic_password: '' }
  for (const place of placement) {
    const value = place.value.replaceAll('{key}', () => key.reveal())
    if (place.in === 'header') headers.push({ name: place.name, value: new Secret(value) })
    else if (place.in === 'query') query.push({ name: place.name, value: new Secret(value) })
    else basic[place.in] = value
  }
  if (placement.some((place) => place.in in basic)) {
    const pair = Buffer.from(`${basic.basic_username}:${basic.basic_password}`).toString('base64')
    headers.push({ name: 'authorization', value: new Secret(`Basic ${pair}`) })
  }
  return { headers, query }
}

/** The headers of a credential, for one request. */
export function revealHeaders({ headers }: PlacedCredential): Record<string, string> {
  return Object.fromEntries(headers.map(({ name, value }) => [name, value.reveal()]))
}
