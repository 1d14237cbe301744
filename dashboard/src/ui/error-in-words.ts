import { sayError } from '@letterlock/server/error-words/say-error.ts'
import { LetterlockApiError } from '@letterlock/sdk'
import { errorWords, texts } from '../words/index.ts'

/** The error and the next step, in the language of the page. */
export function errorInWords(error: unknown): { readonly happened: string; readonly next: string } {
  if (error instanceof LetterlockApiError) {
    const words = errorWords()
    const { code, problem, message, nextStep } = error
    const said = words && sayError(words, { code, providerName: problem.providerName, facts: { ...problem } })
    return { happened: said?.detail ?? message, next: said?.nextStep ?? nextStep }
  }
  // From the browser, such as a canceled passkey prompt.
  if (error instanceof DOMException) return texts.problem.passkey
  return texts.problem.unreachable
}
