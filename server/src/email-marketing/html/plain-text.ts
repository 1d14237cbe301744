import { readHtml } from './read-html.ts'

/** The text of an HTML email, for recognizing it, in one line. */
export function plainText(html: string): string {
  const parts: string[] = []
  const blank = (): void => void parts.push(' ')
  readHtml(html, { text: (text) => void parts.push(text), open: blank, close: blank })
  return parts.join('').replaceAll(/\s+/g, ' ').trim()
}
