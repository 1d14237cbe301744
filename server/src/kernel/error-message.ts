import { ERROR_CATALOGUE } from './error-catalogue.ts'
import { PLACEHOLDER, fillIn } from './fill-in.ts'
import type { ProblemError } from './problem-error.ts'

/** The sentences of an error, as the API returns them. */
export interface ErrorMessage {
  readonly title: string
  readonly detail: string
  readonly nextStep: string
}

/** Fills the facts of an error into its sentences. */
export function messageOf({
  code,
  facts,
  provider,
}: Pick<ProblemError, 'code' | 'facts' | 'provider'>): ErrorMessage {
  const { title, detail, nextStep } = ERROR_CATALOGUE[code]
  const { keptUntil } = facts
  const kept = keptUntil
    ? `The new tokens are kept until ${keptUntil}: send the same request again by then.`
    : ''
  const values = { ...facts, provider: provider?.name, kept }
  return { title, detail: fillIn(detail, values), nextStep: fillIn(nextStep, values) }
}

/** The sentence without facts: `{name|text}` becomes its text, and `{name}` stays. */
export function withoutFacts(sentence: string): string {
  return sentence.replace(PLACEHOLDER, (...[all, space, , otherwise, stop]: string[]) =>
    otherwise === undefined ? (all ?? '') : `${otherwise && space}${otherwise}${stop}`,
  )
}
