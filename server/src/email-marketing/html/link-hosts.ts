import { linksInHtml } from './links-in-html.ts'
import { linksInText } from './links-in-text.ts'
import { outlookText } from './outlook-text.ts'
import { plainText as visibleText } from './plain-text.ts'
import { resolveLink } from './resolve-link.ts'

const MAX_HOSTS = 50
/** Maximum length of a link without a host. */
const MAX_LENGTH = 100
/** RFC 1035 section 2.3.4: a longer host does not exist. */
const MAX_HOST_LENGTH = 253

export interface LinkHosts {
  /**
   * Most frequent first, at most 50; in punycode if they have non-ASCII letters. A link without a host is listed as written, such as
   * `mailto:ada@bakery.example` or a merge tag.
   */
  readonly hosts: readonly string[]
  /** How many there are. */
  readonly count: number
}

/**
 * The hosts of the links, buttons and forms of an email, and of texts that programs turn into links.
 * @returns null if they cannot be listed, see `linksInHtml`
 */
export function linkHosts(html: string, plainText: string | null): LinkHosts | null {
  const links = linksInHtml(html)
  if (!links) return null
  const counts = new Map<string, number>()
  const add = (link: string): void => {
    const host = hostOf(link)
    if (host !== null) counts.set(host, (counts.get(host) ?? 0) + 1)
  }
  links.forEach(add)
  for (const text of [visibleText(html), outlookText(html), plainText]) linksInText(text ?? '').forEach(add)
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a).map(([host]) => host)
  return { hosts: sorted.slice(0, MAX_HOSTS), count: sorted.length }
}

function hostOf(link: string): string | null {
  const resolved = resolveLink(link)
  if (!resolved) return null
  const { url, written } = resolved
  if (!url) return cut(written)
  if (url.host === '') return cut(url.protocol + url.pathname)
  const host = url.host.replace(/\.$/, '')
  // The end of a host shows whose it is.
  const shown = host.length > MAX_HOST_LENGTH ? `…${host.slice(-MAX_LENGTH)}` : host
  return /^https?:$/.test(url.protocol) ? shown : `${url.protocol}//${shown}`
}

const cut = (text: string): string =>
  text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH).toWellFormed()}…` : text
