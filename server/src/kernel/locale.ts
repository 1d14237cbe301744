/** The languages of pages and emails. */
export const LOCALES = ['en', 'de', 'it', 'es', 'fr'] as const
export type Locale = (typeof LOCALES)[number]

/** null: it is none of them. */
export function toLocale(text: unknown): Locale | null {
  return LOCALES.find((one) => one === text) ?? null
}

/** Of times and dates: in English day before month, and 24 hours, since most readers are outside the United States. */
export function toTimeLocale(locale: Locale): string {
  return locale === 'en' ? 'en-GB' : locale
}
