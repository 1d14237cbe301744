import { html, type Html } from '../html.ts'

/** A sentence of the description, with text in backticks as code. */
export function prose(text: string): Html {
  const parts = text.split('`')
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`
}
