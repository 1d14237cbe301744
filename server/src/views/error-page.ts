import type { ProblemError } from '../kernel/errors.ts'
import { messageOf } from '../kernel/errors.ts'
import { html, type Html } from './html.ts'
import type { PageWords } from './words/page-words.ts'

/** The sentence, the next step, and the request ID for the operator. */
export function errorPage(error: ProblemError, instance: string, words: PageWords): Html {
  const { detail, nextStep } = messageOf(error)
  return html`<h1>${words.error.heading}</h1>
    <p class="error" role="alert">${detail}</p>
    <p>${nextStep}</p>
    <p class="soft">${error.code} · ${instance}</p>`
}
