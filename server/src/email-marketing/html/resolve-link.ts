/** What has no host of its own keeps this one. */
const RELATIVE = 'relative.invalid'

/** Where a link leads. */
export interface ResolvedLink {
  /** null: it has no host of its own, such as a merge tag that the provider replaces. */
  readonly url: URL | null
  /** Without the blanks, tabs and line breaks that browsers leave out. */
  readonly written: string
}

/**
 * Reads the value of `href` or `action` as the WHATWG URL standard says, in an email, which has no address: `//host` and `\\host` are hosts of
 * https, and so is `https:host`. null: it leads to the email itself.
 */
export function resolveLink(value: string): ResolvedLink | null {
  const written = value.replaceAll(/[\t\n\r]/g, '').trim()
  if (written === '' || written.startsWith('#')) return null
  const url = URL.parse(value) ?? URL.parse(value, `https://${RELATIVE}`)
  return { url: url?.host === RELATIVE ? null : url, written }
}
