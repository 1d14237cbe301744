import { withoutTags } from './plain-text.ts'
import { visibleHtml } from './visible-html.ts'
import { withoutMisleading } from '../kernel/foreign-text.ts'

const LINK = /<a\b[^<>]{0,1000}?\shref\s{0,9}=\s{0,9}(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))[^<>]*>/gi
const ITEM = /<li\b[^<>]*>/gi
/** Elements that begin and end a line; emails are often tables within tables, so cells are blocks, too. */
const BLOCK =
  /<\/?(?:address|article|blockquote|br|center|dd|div|dl|dt|footer|h[1-6]|header|hr|li|main|ol|p|section|table|tbody|td|tfoot|th|thead|tr|ul)\b[^<>]*>/gi

/**
 * The text of an HTML email as it is read: a line for each block, and the address of each link in brackets before its text. It takes time
 * that grows with the length only, whatever the email contains.
 */
export function readableText(html: string): string {
  return visibleHtml(html)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(LINK, (_tag, ...hrefs: (string | undefined)[]) => {
      const href = hrefs.slice(0, 3).find((one) => one !== undefined) ?? ''
      return /^https?:/i.test(href) ? ` [${href}] ` : ' '
    })
    .replaceAll(ITEM, '\n- ')
    .replaceAll(BLOCK, '\n')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => withoutMisleading(withoutTags(line)))
    .filter((line) => line !== '' && line !== '-')
    .join('\n')
}
