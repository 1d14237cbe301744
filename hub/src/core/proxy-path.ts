import { HubError } from '../errors.ts'

/** Nothing that any server could read in two ways: most paths, and the quick way through. */
const PLAIN = /^(?:\/[\w@:+,;=~-][\w.@:+,;=~-]*)+\/?$/
/** Dot segments, empty segments, backslashes, fragments, control characters. */
const UNSAFE = /(?:^|\/)\.{1,2}(?:\/|$)|\/\/|[\\#]|\p{Cc}/u
/** Dots and slashes that some server might decode once more than we do. */
const UNSAFE_ENCODED = /%2e|%2f|%5c|%25/i
const UNSAFE_QUERY = /[\\#\s]|\p{Cc}/u

/**
 * The path of a forwarded call, which must stay below the account's API: one that could mean another is refused, not
 * mended.
 * @param given as it stood in the request, beginning with a slash, with its query
 * @returns the path without its query, decoded, to be looked up in the provider's table of calls
 * @throws HubError proxy_path_refused
 */
export function readProxyPath(given: string): string {
  const mark = given.indexOf('?')
  const path = mark < 0 ? given : given.slice(0, mark)
  if (mark >= 0 && UNSAFE_QUERY.test(given.slice(mark))) throw new HubError('proxy_path_refused')
  if (PLAIN.test(path)) return path
  const decoded = decode(path)
  if (!path.startsWith('/') || UNSAFE.test(path) || UNSAFE_ENCODED.test(path) || UNSAFE.test(decoded))
    throw new HubError('proxy_path_refused')
  // The last word has the parser that everyone else uses: it must not see anything to change.
  if (new URL(path, 'https://api.invalid').pathname !== path) throw new HubError('proxy_path_refused')
  return decoded
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw new HubError('proxy_path_refused', { cause })
  }
}
