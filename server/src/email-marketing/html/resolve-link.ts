/** The base host: a link without a host of its own keeps it. */
const RELATIVE = 'relative.invalid'

/** The target of a link. */
export interface ResolvedLink {
  /** null if it has no host of its own, such as a merge tag that the provider replaces. */
  readonly url: URL | null
  /** The link as written, without the blanks, tabs and line breaks that browsers ignore. */
  readonly written: string
}

/**
 * Resolves the value of `href` or `action` by the WHATWG URL standard. An email has no base URL: `//host`, `\\host` and `https:host` are
 * https URLs. null if the link is to the email itself.
 */
export function resolveLink(value: string): ResolvedLink | null {
  const written = value.replaceAll(/[\t\n\r]/g, '').trim()
  if (written === '' || written.startsWith('#')) return null
  const url = URL.parse(value) ?? URL.parse(value, `https://${RELATIVE}`)
  return { url: url?.host === RELATIVE ? null : url, written }
}
