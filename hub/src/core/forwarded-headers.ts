import type { AnswerHeaders } from './ports.ts'

/** Between two neighbours only (RFC 9110, 7.6.1), ours to set, or ours to keep: none of these travels on. */
const NOT_FORWARDED = new Set(
  (
    'connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade ' +
    'authorization cookie host expect forwarded x-forwarded-for x-forwarded-host x-forwarded-proto ' +
    'x-forwarded-port x-real-ip x-http-method-override'
  ).split(' '),
)
const NOT_RETURNED = new Set(
  (
    'connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade ' +
    'set-cookie strict-transport-security access-control-allow-origin access-control-allow-credentials'
  ).split(' '),
)

/** Name, value, name, value, …: what goes on to the platform. */
export function outgoingHeaders(raw: readonly string[], authorization: string): string[] {
  const connection = valueOf(raw, 'connection')
  const named =
    connection && !/^(?:keep-alive|close)$/i.test(connection)
      ? new Set(connection.toLowerCase().split(/\s*,\s*/))
      : undefined
  const headers = ['authorization', authorization]
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] as string
    const lower = name.toLowerCase()
    if (!NOT_FORWARDED.has(lower) && !named?.has(lower)) headers.push(name, raw[index + 1] as string)
  }
  return headers
}

/** What goes back to the caller, with the credential that was used. */
export function returnedHeaders(given: AnswerHeaders, credential: string): AnswerHeaders {
  const headers: AnswerHeaders = { 'letterlock-credential': credential }
  for (const name in given) if (!NOT_RETURNED.has(name)) headers[name] = given[name]
  return headers
}

function valueOf(raw: readonly string[], wanted: string): string | undefined {
  for (let index = 0; index < raw.length; index += 2)
    if (raw[index]?.toLowerCase() === wanted) return raw[index + 1]
  return undefined
}
