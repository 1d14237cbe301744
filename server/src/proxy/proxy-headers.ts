import type { ResponseHeaders } from '../outbound/streamed-request.ts'

/**
 * What may go on to a platform: what describes the body, what the answer may be, and what makes a call conditional or
 * traceable. Everything else stays here: credentials and cookies of the caller, what is between neighbours only
 * (RFC 9110 section 7.6.1), and headers with which some servers take a call for another.
 */
const FORWARDED: ReadonlySet<string> = new Set([
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
  'traceparent',
  'user-agent',
])
const NOT_RETURNED = new Set(
  (
    'connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade ' +
    'set-cookie strict-transport-security access-control-allow-origin access-control-allow-credentials'
  ).split(' '),
)

/**
 * Name, value, name, value, …: what goes on to the platform.
 * @param more names of the platform's own, in lower case
 */
export function outgoingHeaders(
  raw: readonly string[],
  authorization: string,
  more: readonly string[] = [],
): string[] {
  const connection = valueOf(raw, 'connection')
  const named =
    connection && !/^(?:keep-alive|close)$/i.test(connection)
      ? new Set(connection.toLowerCase().split(/\s*,\s*/))
      : undefined
  const headers = ['authorization', authorization]
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] as string
    const lower = name.toLowerCase()
    if ((FORWARDED.has(lower) || more.includes(lower)) && !named?.has(lower))
      headers.push(name, raw[index + 1] as string)
  }
  return headers
}

/** What goes back to the caller, with the credential that was used. */
export function returnedHeaders(given: ResponseHeaders, credential: string): ResponseHeaders {
  const headers: ResponseHeaders = { 'Letterlock-Credential': credential }
  for (const name in given) if (!NOT_RETURNED.has(name)) headers[name] = given[name]
  return headers
}

function valueOf(raw: readonly string[], wanted: string): string | undefined {
  for (let index = 0; index < raw.length; index += 2)
    if (raw[index]?.toLowerCase() === wanted) return raw[index + 1]
  return undefined
}
