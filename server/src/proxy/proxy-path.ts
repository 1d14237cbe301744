import { ProblemError } from '../kernel/errors.ts'

/** Nothing that any server could read in two ways: most paths, and the quick way through. */
const PLAIN = /^(?:\/[\w@:+,=~-][\w.@:+,=~-]*)+\/?$/
/** A segment of dots, or one that ends with a dot, which some servers drop. */
const DOTS = /\.(?:\/|$)/
/** Path parameters (RFC 3986 section 3.3), backslashes, empty segments, blanks, and whatever does not show. */
const UNSAFE = /[;\\#?]|\/\/|[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u
/** Dots, and what separates, in a spelling that some server might decode once more than we do. */
const UNSAFE_ENCODED = /%(?:2e|2f|5c|25|3b|23|3f)/i
const UNSAFE_QUERY = /[\\#\s]|\p{Cc}/u
/** Names of query parameters, letters only, with which some frameworks let a call pass for one of another method. */
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
 * The path of a forwarded call, which must stay below the account's API and mean the same to every server: one that
 * could mean another is refused, not mended.
 * @param given as it stood in the request, beginning with a slash, with its query
 * @returns the path without its query, decoded, to be looked up in the provider's table of calls
 * @throws HubError proxy_path_not_allowed
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
  // The last word has the parser that everyone else uses: it must not see anything to change.
  if (new URL(path, 'https://api.invalid').pathname !== path) throw new ProblemError('proxy_path_not_allowed')
  return decoded
}

/** What a call does is told by its method and its path: no query may say otherwise. */
function assertPlainQuery(query: string): void {
  if (UNSAFE_QUERY.test(query)) throw new ProblemError('proxy_path_not_allowed')
  if (!/method|%/i.test(query)) return
  // Some servers take a semicolon for an ampersand.
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
