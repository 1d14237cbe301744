export const LOCALES = ['en', 'de', 'it', 'es', 'fr'] as const
export type Locale = (typeof LOCALES)[number]

/** Names of the languages, each in its own language. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  en: 'English',
  de: 'Deutsch',
  it: 'Italiano',
  es: 'Español',
  fr: 'Français',
}

const KEY = 'letterlock-locale'

/** The user's choice in this browser, else the first supported language of the browser, else English. */
export function chooseLocale(): Locale {
  return [savedLocale(), ...navigator.languages].map(toLocale).find((found) => found !== null) ?? 'en'
}

export function savedLocale(): string | null {
  return localStorage.getItem(KEY)
}

/** Null follows the browser's language. */
export function saveLocale(locale: Locale | null): void {
  if (locale === null) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, locale)
}

function toLocale(tag: string | null): Locale | null {
  const language = tag?.split('-')[0]?.toLowerCase()
  return LOCALES.find((one) => one === language) ?? null
}
