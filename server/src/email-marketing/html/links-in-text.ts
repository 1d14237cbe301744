import { domainToASCII } from 'node:url'
import { isTopLevelDomain } from './top-level-domains.ts'

/** A host with its scheme, or a possible host or email address. Chinese and Japanese full stops separate labels too. */
const CANDIDATE = /https?:\/\/[^\s<>"'(),;!?#/\\|*{}[\]]+|[\p{L}\p{N}\p{M}_.@+。．｡-]+/giu
/** Port and path of a host. */
const REST = /(?::\d{1,5})?(?:[/?#][^\s<>"]*)?/y
/** Scripts without blanks between words. */
const WITHOUT_BLANKS = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]+/u
/** Characters that can surround a host. */
const AROUND = new Set('.。．｡+-')

/** The parts of a text that mail programs turn into links: URLs, hosts such as `www.bakery.example` or `bakery.com/rye`, and email addresses. */
export function linksInText(text: string): string[] {
  const links: string[] = []
  const candidate = new RegExp(CANDIDATE)
  for (let match = candidate.exec(text); match; match = candidate.exec(text)) {
    const found = linksIn(match[0])
    if (found.length === 0) continue
    REST.lastIndex = candidate.lastIndex
    const [rest = ''] = REST.exec(text) ?? []
    candidate.lastIndex += rest.length
    const port = /^:\d+/.exec(rest)?.[0] ?? ''
    for (const link of found) links.push(link.startsWith('mailto:') ? link : link + port)
  }
  return links
}

function linksIn(candidate: string): string[] {
  if (/^https?:/i.test(candidate)) return [candidate]
  // A host can follow words of a script without blanks.
  return [...new Set([candidate, ...candidate.split(WITHOUT_BLANKS)])].flatMap(linkOf)
}

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text)

function linkOf(written: string): string[] {
  const run = trimmed(written)
  const host = run.slice(run.lastIndexOf('@') + 1)
  if (!isHost(host)) return []
  if (host === run) return [`https://${host}`]
  // Without a name before it, as in `@bakery.com`.
  return [/^@+[^@]*$/.test(run) ? `https://${host}` : `mailto:${run}`]
}

function trimmed(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && AROUND.has(text.charAt(start))) start++
  while (end > start && AROUND.has(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

function isHost(text: string): boolean {
  if (/^www\./i.test(text)) return true
  const labels = text.split(/[.。．｡]/)
  const last = labels.at(-1) ?? ''
  if (labels.length < 2 || labels.includes('')) return false
  return isTopLevelDomain(isAscii(last) ? last.toLowerCase() : domainToASCII(last))
}
