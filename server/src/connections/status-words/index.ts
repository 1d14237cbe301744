import type { Locale } from '../../kernel/locale.ts'
import { ENGLISH_STATUS } from './english-status.ts'
import { FRENCH_STATUS } from './french-status.ts'
import { GERMAN_STATUS } from './german-status.ts'
import { ITALIAN_STATUS } from './italian-status.ts'
import { SPANISH_STATUS } from './spanish-status.ts'
import type { StatusWords } from './status-words.ts'

export const STATUS_WORDS: Readonly<Record<Locale, StatusWords>> = {
  en: ENGLISH_STATUS,
  de: GERMAN_STATUS,
  it: ITALIAN_STATUS,
  es: SPANISH_STATUS,
  fr: FRENCH_STATUS,
}
