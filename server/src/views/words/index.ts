import type { Locale } from '../../kernel/locale.ts'
import { GERMAN } from './german.ts'
import { ENGLISH } from './english.ts'
import { FRENCH } from './french.ts'
import { ITALIAN } from './italian.ts'
import type { PageWords } from './page-words.ts'
import { SPANISH } from './spanish.ts'

export const PAGE_WORDS: Readonly<Record<Locale, PageWords>> = {
  en: ENGLISH,
  de: GERMAN,
  it: ITALIAN,
  es: SPANISH,
  fr: FRENCH,
}
