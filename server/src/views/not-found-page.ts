import { html, type Html } from './html.ts'
import type { PageWords } from './words/page-words.ts'

/** The page for an outdated or mistyped URL. */
export function notFoundPage({ notFound }: PageWords): Html {
  return html`<h1>${notFound.title}</h1>
    <p>${notFound.text}</p>
    <p class="actions"><a class="button" href="/">${notFound.home}</a></p>`
}
