import type { ExpectedIssuer } from '../oauth/authorization-response.ts'
import { allowsHost, type Provider } from './provider.ts'

/** Where no issuer is known, one that comes must at least live on a host of the platform. */
export function expectedIssuer(provider: Provider): ExpectedIssuer {
  const { issuer, issuerOnRedirect = issuer === undefined ? 'optional' : 'required' } = provider.authorize
  return {
    onRedirect: issuerOnRedirect,
    isOwn: (given) => (issuer === undefined ? isOnHostOf(provider, given) : given === issuer),
  }
}

function isOnHostOf(provider: Provider, issuer: string): boolean {
  const url = URL.parse(issuer)
  return (
    url !== null && url.protocol === 'https:' && url.username === '' && allowsHost(provider, url.hostname)
  )
}
