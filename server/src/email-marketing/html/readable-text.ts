import { withoutMisleading } from '../../kernel/foreign-text.ts'
import { linksOfTag } from './links-of-tag.ts'
import { readHtml } from './read-html.ts'
import { resolveLink } from './resolve-link.ts'

/** Elements that start and end a line; emails are often nested tables, so cells are blocks too. */
const BLOCKS: ReadonlySet<string> = new Set(
  'address article blockquote br center dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li main ol p section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)

/**
 * The text of an HTML email as it is read: a line for each block, and the target of each link, button and form in brackets before its text.
 * Takes linear time for any email.
 */
export function readableText(html: string): string {
  const parts: string[] = []
  const between = (name: string): void => void parts.push(BLOCKS.has(name) ? '\n' : ' ')
  readHtml(html, {
    text: (text) => void parts.push(text.replaceAll(/\s+/g, ' ')),
    open(name, attributes) {
      if (name === 'li') parts.push('\n- ')
      else between(name)
      for (const link of linksOfTag(name, attributes)) parts.push(` ${inBrackets(link)} `)
    },
    close: between,
  })
  return parts
    .join('')
    .split('\n')
    .map((line) => withoutMisleading(line.replaceAll(/\s+/g, ' ').trim()))
    .filter((line) => line !== '' && line !== '-')
    .join('\n')
}

/** A link as browsers resolve it; a merge tag as written. Empty if it is not a page, such as `mailto:`. */
function inBrackets(value: string): string {
  const link = resolveLink(value)
  if (!link) return ''
  if (!link.url) return `[${link.written}]`
  return /^https?:$/.test(link.url.protocol) ? `[${link.url.href}]` : ''
}
