import type { Locale } from '../locale.ts'
import type { ErrorWords } from './error-words.ts'
import { FRENCH_ERRORS } from './french-errors.ts'
import { GERMAN_ERRORS } from './german-errors.ts'
import { ITALIAN_ERRORS } from './italian-errors.ts'
import { SPANISH_ERRORS } from './spanish-errors.ts'

/** The catalogue itself has the English sentences. */
export const ERROR_WORDS: Readonly<Record<Exclude<Locale, 'en'>, ErrorWords>> = {
  de: GERMAN_ERRORS,
  it: ITALIAN_ERRORS,
  es: SPANISH_ERRORS,
  fr: FRENCH_ERRORS,
}
