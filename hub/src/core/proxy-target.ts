import { HubError } from '../errors.ts'

/** Dot segments, empty segments, backslashes, fragments, control characters. */
const UNSAFE = /(?:^|\/)\.{1,2}(?:\/|$)|\/\/|[\\#]|\p{Cc}/u
/** Dots and slashes that some server might decode once more than we do. */
const UNSAFE_ENCODED = /%2e|%2f|%5c|%25/i

/**
 * The address of a forwarded call: the account's API and the path that was given, which must stay below it. A path
 * that could mean another one is refused, not mended.
 * @param path as it stood in the request, beginning with a slash, with its query
 * @throws HubError proxy_path_refused
 */
export function proxyTarget(apiBaseUrl: string, path: string): URL {
  const [plain = ''] = path.split('?', 1)
  if (!plain.startsWith('/') || UNSAFE.test(path) || UNSAFE_ENCODED.test(plain) || UNSAFE.test(decode(plain)))
    throw new HubError('proxy_path_refused')
  const url = new URL(apiBaseUrl + path)
  if (url.origin !== apiBaseUrl) throw new HubError('proxy_path_refused')
  return url
}

function decode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw new HubError('proxy_path_refused', { cause })
  }
}
