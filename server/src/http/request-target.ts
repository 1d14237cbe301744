import { invalidRequest } from '../kernel/errors.ts'

/**
 * The request target as all routes read it: in origin form, and with the characters that need no percent-encoding decoded in our own part
 * of the path. The part of a proxied path that belongs to the provider stays as it is.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2.2
 */
export function normalizeTarget(target: string): string {
  const origin = target.startsWith('/') ? target : originForm(target)
  const percent = origin.indexOf('%')
  if (percent < 0) return origin
  const end = endOfOwnPath(origin)
  return percent < end ? decodeUnreserved(origin.slice(0, end)) + origin.slice(end) : origin
}

function originForm(target: string): string {
  const [, rest] = /^https?:\/\/[^/?#]*(.*)$/is.exec(target) ?? []
  return rest === undefined ? target : rest.startsWith('/') ? rest : `/${rest}`
}

function endOfOwnPath(target: string): number {
  const query = target.indexOf('?')
  const path = query < 0 ? target : target.slice(0, query)
  const [proxied] = /^\/[^/]*\/[^/]*\/[^/]*/.exec(path) ?? []
  return proxied !== undefined && decodeUnreserved(proxied).startsWith('/v1/proxy/')
    ? proxied.length
    : path.length
}

function decodeUnreserved(path: string): string {
  return path.replaceAll(/%(?:2d|2e|5f|7e|3\d|[46][1-9a-f]|[57][\da])/gi, (encoded) =>
    String.fromCodePoint(Number.parseInt(encoded.slice(1), 16)),
  )
}

/** @throws ProblemError invalid_request for dot segments and U+0000: programs disagree on what they mean */
export function assertTarget(target: string): void {
  if (/%00/.test(target)) throw invalidPath('The URL contains %00.')
  if (/^[^?]*\/\.{1,2}(?:[/?]|$)/.test(target))
    throw invalidPath('The path contains “.” or “..” as a segment.')
}

function invalidPath(detail: string): Error {
  return invalidRequest({ parameter: 'path', detail })
}
