import type { Locale } from '../../kernel/locale.ts'
import type { EmailWords } from './email-words.ts'
import { ENGLISH_EMAILS } from './english-emails.ts'
import { FRENCH_EMAILS } from './french-emails.ts'
import { GERMAN_EMAILS } from './german-emails.ts'
import { ITALIAN_EMAILS } from './italian-emails.ts'
import { SPANISH_EMAILS } from './spanish-emails.ts'

export const EMAIL_WORDS: Readonly<Record<Locale, EmailWords>> = {
  en: ENGLISH_EMAILS,
  de: GERMAN_EMAILS,
  it: ITALIAN_EMAILS,
  es: SPANISH_EMAILS,
  fr: FRENCH_EMAILS,
}
