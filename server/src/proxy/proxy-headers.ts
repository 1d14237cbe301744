import { HeaderNames } from '../kernel/header-names.ts'
import { rawHeader } from '../kernel/raw-header.ts'
import type { PlacedCredential } from '../providers/placed-credential.ts'
import type { ResponseHeaders } from '../outbound/streamed-request.ts'
import type { UsableCredential } from '../tokens/access-tokens.ts'
import { withoutCredential } from './without-credential.ts'

/**
 * Request headers that are forwarded: those that describe the body, negotiate the response, or make a call conditional. All
 * others are dropped: the client's credentials and cookies, hop-by-hop headers (RFC 9110 section 7.6.1), and headers that override the
 * method or the host on some servers.
 */
const FORWARDED = new HeaderNames([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-language',
  'content-length',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'prefer',
  'range',
  'user-agent',
])
const NOT_RETURNED = new Set(
  (
    'connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade ' +
    'set-cookie strict-transport-security access-control-allow-origin access-control-allow-credentials'
  ).split(' '),
)

/**
 * The headers that are sent to the provider, as alternating names and values: the credential's, then those of the request.
 * @param more the provider's own allowed headers, in lower case
 */
export function outgoingHeaders(
  raw: readonly string[],
  placed: Pick<PlacedCredential, 'headers'>,
  more: readonly string[] = [],
): string[] {
  const named = namedByConnection(raw)
  const headers: string[] = []
  for (const { name, value } of placed.headers) headers.push(name, value.reveal())
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? ''
    if (!FORWARDED.has(name) && (more.length === 0 || !more.includes(name.toLowerCase()))) continue
    const lower = name.toLowerCase()
    if (!named?.has(lower) && !isPlaced(placed, lower)) headers.push(name, raw[index + 1] ?? '')
  }
  return headers
}

/** The headers that `Connection` names: they are for the next hop only (RFC 9110 section 7.6.1). */
function namedByConnection(raw: readonly string[]): ReadonlySet<string> | undefined {
  const connection = rawHeader(raw, 'connection')
  if (!connection || /^(?:keep-alive|close)$/i.test(connection)) return undefined
  return new Set(
    connection
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  )
}

/**
 * The headers that are returned to the client. `Letterlock-Credential` names the credential that was used. A provider may repeat the call's
 * URL in `Location` or `Link`: an API key in it is removed.
 */
export function returnedHeaders(
  given: ResponseHeaders,
  used: Pick<UsableCredential, 'credential' | 'token' | 'placed'>,
): ResponseHeaders {
  const headers: ResponseHeaders = { 'Letterlock-Credential': used.credential }
  for (const name in given) if (!NOT_RETURNED.has(name)) headers[name] = given[name]
  if (used.credential === 'api_key')
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined)
        headers[name] = Array.isArray(value)
          ? value.map((one) => withoutCredential(one, used))
          : withoutCredential(value, used)
  return headers
}

/** The credential's own headers are not taken from the request. */
function isPlaced({ headers }: Pick<PlacedCredential, 'headers'>, lower: string): boolean {
  return headers.some(({ name }) => name === lower)
}
