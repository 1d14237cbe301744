import { ERROR_CATALOGUE } from './error-catalogue.ts'
import type { ProblemError } from './problem-error.ts'

/** `{name}`, or `{name|what is said without it}`; a space before it goes with an empty one. */
const PLACEHOLDER = /( ?)\{(\w+)(?:\|([^}]*))?\}(\.?)/g

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

/** The sentence as it is when no more is known: what has another form takes it, other placeholders stay. */
export function withoutFacts(sentence: string): string {
  return sentence.replace(PLACEHOLDER, (...[all, space, , otherwise, stop]: string[]) =>
    otherwise === undefined ? (all ?? '') : `${otherwise && space}${otherwise}${stop}`,
  )
}

/** A provider that is not named. */
const UNKNOWN = 'The provider'

type Values = Readonly<Record<string, string | number | null | undefined>>

function fillIn(sentence: string, values: Values): string {
  return sentence.replace(PLACEHOLDER, (...[whole, space, name = '', otherwise, stop]: string[]) => {
    const text = String(
      values[name] ?? otherwise ?? (sentence.startsWith(whole ?? ' ') ? UNKNOWN : UNKNOWN.toLowerCase()),
    )
    // A value may be a sentence that ends with its own full stop.
    return (text === '' ? '' : space) + text + (/[.!?…]$/.test(text) ? '' : stop)
  })
}
