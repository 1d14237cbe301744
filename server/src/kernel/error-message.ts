import { ERROR_CATALOGUE } from './error-catalogue.ts'
import type { ProblemError } from './problem-error.ts'

/** `{name}`, or `{name|what is said without it}`; a space before it goes with an empty one. */
export const PLACEHOLDER = /( ?)\{(\w+)(?:\|([^}]*))?\}(\.?)/g

/** What people are told of an error. */
export interface ErrorMessage {
  readonly title: string
  readonly detail: string
  readonly nextStep: string
}

/** The sentences of an error, with its facts filled in. */
export function messageOf({
  code,
  facts,
  provider,
}: Pick<ProblemError, 'code' | 'facts' | 'provider'>): ErrorMessage {
  const { title, detail, nextStep } = ERROR_CATALOGUE[code]
  const values = { ...facts, provider: provider?.name }
  return { title, detail: fillIn(detail, values), nextStep: fillIn(nextStep, values) }
}

/** A provider that is not named. */
const UNKNOWN = 'The provider'

type Values = Readonly<Record<string, string | number | null | undefined>>

function fillIn(sentence: string, values: Values): string {
  return sentence.replace(PLACEHOLDER, (...[whole, space, name = '', otherwise, stop]: string[]) => {
    const text = String(
      values[name] ?? otherwise ?? (sentence.startsWith(whole ?? ' ') ? UNKNOWN : UNKNOWN.toLowerCase()),
    )
    // What is filled in may be a sentence with a full stop of its own.
    return (text === '' ? '' : space) + text + (/[.!?…]$/.test(text) ? '' : stop)
  })
}
