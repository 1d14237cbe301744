/** The languages of pages and emails. */
export const LOCALES = ['en', 'de', 'it', 'es', 'fr'] as const
export type Locale = (typeof LOCALES)[number]

/** A supported language, from untrusted text; null if it is none. */
export function toLocale(text: unknown): Locale | null {
  return LOCALES.find((one) => one === text) ?? null
}

/** The locale of times and dates. English ones have the day before the month, and 24 hours: most readers are outside the United States. */
export function toTimeLocale(locale: Locale): string {
  return locale === 'en' ? 'en-GB' : locale
}
