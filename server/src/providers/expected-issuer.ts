import type { ExpectedIssuer } from '../oauth/authorization-response.ts'
import { allowsHost, type Provider } from './provider.ts'

/** The rule for `iss` in the authorization response. @see https://www.rfc-editor.org/rfc/rfc9207#section-2.4 */
export function expectedIssuer(provider: Provider): ExpectedIssuer {
  const { issuer, issuerParameter = issuer === undefined ? 'optional' : 'required' } = provider.authorization
  return {
    parameter: issuerParameter,
    matches: (given) => (issuer === undefined ? isOnHostOf(provider, given) : given === issuer),
  }
}

function isOnHostOf(provider: Provider, issuer: string): boolean {
  const url = URL.parse(issuer)
  return (
    url !== null && url.protocol === 'https:' && url.username === '' && allowsHost(provider, url.hostname)
  )
}
