import { readableText } from './readable-text.ts'

const CONDITION = /<!--\[if\b[^\]]{0,200}\]>/gi

/**
 * The text in the conditional comments of an email (`<!--[if mso]>…<![endif]-->`), with any condition: Outlook for Windows shows it, browsers
 * do not. null if there is none.
 */
export function outlookText(html: string): string | null {
  const [, ...comments] = html.split(CONDITION)
  const texts = comments.map((comment) => readableText(withoutSettings(comment.split('-->', 1)[0] ?? '')))
  return texts.filter((text) => text !== '').join('\n') || null
}

/** Without the settings that most emails have for Outlook (`<xml><o:OfficeDocumentSettings>…</xml>`), which it does not show. */
function withoutSettings(html: string): string {
  const parts = html.split(/<\/xml\s*>/i)
  const rest = parts.pop() ?? ''
  return [...parts.map((part) => part.split(/<xml\b/i, 1)[0] ?? ''), rest].join('')
}
