/**
 * Whether the provider accepts a redirect URI.
 * Since 10 November 2020 it must equal the registered one. Before, a registered URI also covered every URI below its path and, for a
 * registrable domain, its subdomains (older guide "How to Use OAuth2"). `localhost` was never accepted; 127.0.0.1 is.
 */
export function acceptsRedirectUri(registered: string, given: string, legacy: boolean): boolean {
  const wanted = parse(given)
  const known = parse(registered)
  if (!wanted || !known || wanted.hostname === 'localhost') return false
  if (registered === given) return true
  if (!legacy || wanted.protocol !== known.protocol || wanted.port !== known.port) return false
  const sameHost = wanted.hostname === known.hostname
  const below = isRegistrable(known.hostname) && wanted.hostname.endsWith(`.${known.hostname}`)
  return (sameHost || below) && wanted.pathname.startsWith(known.pathname)
}

/** The portal's error for a redirect URI; undefined if it is valid. */
export function redirectUriProblem(given: string): string | undefined {
  const uri = parse(given)
  if (!uri) return 'Please enter a full address, such as https://example.com/callback.'
  if (uri.hostname === 'localhost') return 'localhost is not accepted. Use 127.0.0.1 instead.'
  if (uri.hash) return 'A redirect URI cannot have a fragment.'
  return undefined
}

function parse(address: string): URL | undefined {
  const uri = URL.canParse(address) ? new URL(address) : undefined
  return uri && ['http:', 'https:'].includes(uri.protocol) ? uri : undefined
}

/** An approximation without the public suffix list: two or more labels, no IP address, no `co.uk` and the like. */
function isRegistrable(host: string): boolean {
  const labels = host.split('.')
  if (labels.length < 2 || /^[\d.]+$|:/.test(host)) return false
  return !(labels.length === 2 && /^(co|com|org|net|ac|gov)$/.test(labels[0] ?? ''))
}
