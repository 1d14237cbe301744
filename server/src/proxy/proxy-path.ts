import { ProblemError } from '../kernel/errors.ts'

/** A fast check that most paths pass: they are unambiguous for every server. */
const PLAIN = /^(?:\/[\w@:+,=~-][\w.@:+,=~-]*)+\/?$/
/** A segment of dots, or one that ends with a dot, which some servers drop. */
const DOTS = /\.(?:\/|$)/
/** Path parameters (RFC 3986 section 3.3), backslashes, empty segments, blanks and invisible characters. */
const UNSAFE = /[;\\#?]|\/\/|[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u
/** Encoded dots and separators, which some servers decode once more. */
const UNSAFE_ENCODED = /%(?:2e|2f|5c|25|3b|23|3f)/i
const UNSAFE_QUERY = /[\\#\s]|\p{Cc}/u
/** Query parameters, letters only, that override the method in some frameworks. */
const METHOD_OVERRIDES = new Set([
  'httpmethod',
  'httpmethodoverride',
  'methodoverride',
  'overridemethod',
  'xhttpmethod',
  'xhttpmethodoverride',
  'xmethodoverride',
])

/**
 * Validates the path of a forwarded call: it must stay below the API's base URL and mean the same to every server. An ambiguous path is
 * rejected, not corrected.
 * @param given path with query as in the request; begins with a slash
 * @returns the decoded path without query, for the permission rules
 * @throws ProblemError proxy_path_not_allowed
 */
export function readProxyPath(given: string): string {
  const mark = given.indexOf('?')
  const path = mark < 0 ? given : given.slice(0, mark)
  if (mark >= 0) assertPlainQuery(given.slice(mark + 1))
  if (DOTS.test(path)) throw new ProblemError('proxy_path_not_allowed')
  if (PLAIN.test(path)) return path
  const decoded = decode(path)
  const unsafe = UNSAFE.test(path) || UNSAFE_ENCODED.test(path) || UNSAFE.test(decoded) || DOTS.test(decoded)
  if (!path.startsWith('/') || unsafe) throw new ProblemError('proxy_path_not_allowed')
  // The URL parser must not change anything.
  if (new URL(path, 'https://api.invalid').pathname !== path) throw new ProblemError('proxy_path_not_allowed')
  return decoded
}

/** A query must not override the method, because permissions depend on method and path. */
function assertPlainQuery(query: string): void {
  if (UNSAFE_QUERY.test(query)) throw new ProblemError('proxy_path_not_allowed')
  if (!/method|%/i.test(query)) return
  // Some servers treat a semicolon as an ampersand.
  for (const name of new URLSearchParams(query.replaceAll(';', '&')).keys())
    if (isMethodOverride(name)) throw new ProblemError('proxy_path_not_allowed')
}

function isMethodOverride(name: string): boolean {
  const letters = name.toLowerCase().replaceAll(/[^a-z]/g, '')
  return METHOD_OVERRIDES.has(letters) || (letters === 'method' && !/^method$/i.test(name))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw new ProblemError('proxy_path_not_allowed', { cause })
  }
}
