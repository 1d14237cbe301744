import type { ProblemError } from '../kernel/errors.ts'
import { messageIn } from '../kernel/error-words/message-in.ts'
import type { Locale } from '../kernel/locale.ts'
import { html, type Html } from './html.ts'
import { PAGE_WORDS } from './words/index.ts'

/** The sentence, the next step, and the request ID for the operator. */
export function errorPage(error: ProblemError, instance: string, locale: Locale): Html {
  const { detail, nextStep } = messageIn(locale, error)
  return html`<h1>${PAGE_WORDS[locale].error.heading}</h1>
    <p class="error" role="alert">${detail}</p>
    <p>${nextStep}</p>
    <p class="soft">${error.code} · ${instance}</p>`
}
