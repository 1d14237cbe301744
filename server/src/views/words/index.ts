import { GERMAN } from './german.ts'
import { ENGLISH } from './english.ts'
import { FRENCH } from './french.ts'
import { ITALIAN } from './italian.ts'
import type { PageWords } from './page-words.ts'
import { SPANISH } from './spanish.ts'

export const LOCALES = ['en', 'de', 'it', 'es', 'fr'] as const
export type Locale = (typeof LOCALES)[number]

export const PAGE_WORDS: Readonly<Record<Locale, PageWords>> = {
  en: ENGLISH,
  de: GERMAN,
  it: ITALIAN,
  es: SPANISH,
  fr: FRENCH,
}
