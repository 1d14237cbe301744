/**
 * Whether the platform takes this address back.
 *
 * Since 10 November 2020 the address must equal the registered one, character by character. Before, a
 * registered address also stood for every address below its path and, for a registrable domain, for its
 * sub-domains (the older "How to Use OAuth2" guide). `localhost` was never taken; 127.0.0.1 is.
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

/** What the portal's form says about an address that it will not register; undefined when it is fine. */
export function redirectUriProblem(given: string): string | undefined {
  const uri = parse(given)
  if (!uri) return 'Please enter a full address, such as https://example.com/callback.'
  if (uri.hostname === 'localhost') return 'localhost is not accepted. Use 127.0.0.1 instead.'
  if (uri.hash) return 'A redirect address cannot have a fragment.'
  return undefined
}

function parse(address: string): URL | undefined {
  const uri = URL.canParse(address) ? new URL(address) : undefined
  return uri && ['http:', 'https:'].includes(uri.protocol) ? uri : undefined
}

/** Good enough without the public suffix list: two labels or more, no address, no `co.uk` and the like. */
function isRegistrable(host: string): boolean {
  const labels = host.split('.')
  if (labels.length < 2 || /^[\d.]+$|:/.test(host)) return false
  return !(labels.length === 2 && /^(co|com|org|net|ac|gov)$/.test(labels[0] ?? ''))
}
