import { ERROR_CATALOGUE } from './error-catalogue.ts'
import type { ProblemError } from './problem-error.ts'

/** `{name}`, or `{name|text used without it}`. If the value is empty, the space before it is dropped. */
export const PLACEHOLDER = /( ?)\{(\w+)(?:\|([^}]*))?\}(\.?)/g

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

/** Used where an error names no provider. */
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
