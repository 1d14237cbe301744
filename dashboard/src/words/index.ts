import type { ErrorWords } from '@letterlock/server/error-words/error-words.ts'
import { chooseLocale, type Locale } from './locale.ts'
import type { FirstWords, PageWords, Words } from './words.ts'

interface Catalogue {
  readonly first: () => Promise<FirstWords>
  readonly pages: () => Promise<PageWords>
  /** null: the server's English text. */
  readonly errors: (() => Promise<ErrorWords>) | null
}

const CATALOGUES: Readonly<Record<Locale, Catalogue>> = {
  en: {
    first: async () => (await import('./en/index.ts')).english,
    pages: async () => (await import('./en/pages.ts')).englishPages,
    errors: null,
  },
  de: {
    first: async () => (await import('./de/index.ts')).german,
    pages: async () => (await import('./de/pages.ts')).germanPages,
    errors: async () => (await import('@letterlock/server/error-words/german-errors.ts')).GERMAN_ERRORS,
  },
  it: {
    first: async () => (await import('./it/index.ts')).italian,
    pages: async () => (await import('./it/pages.ts')).italianPages,
    errors: async () => (await import('@letterlock/server/error-words/italian-errors.ts')).ITALIAN_ERRORS,
  },
  es: {
    first: async () => (await import('./es/index.ts')).spanish,
    pages: async () => (await import('./es/pages.ts')).spanishPages,
    errors: async () => (await import('@letterlock/server/error-words/spanish-errors.ts')).SPANISH_ERRORS,
  },
  fr: {
    first: async () => (await import('./fr/index.ts')).french,
    pages: async () => (await import('./fr/pages.ts')).frenchPages,
    errors: async () => (await import('@letterlock/server/error-words/french-errors.ts')).FRENCH_ERRORS,
  },
}

/** Every text of the dashboard in the chosen language; {@link errorWords} has those about errors. */
export const texts: Words = Object.create(null)
let loaded: Locale | undefined

/**
 * The language that is shown.
 *
 * @throws Error before it is loaded: a date format that a module creates then would be in the wrong language
 */
export function locale(): Locale {
  if (loaded === undefined) throw new Error('The language is read before it is loaded.')
  return loaded
}

/** Creates a value that depends on the language, such as a date format, once, when it is first used. */
export function perLocale<Value>(make: (locale: Locale) => Value): () => Value {
  let made: Value | undefined
  return () => (made ??= make(locale()))
}

/** Loads one language. Import modules with texts afterwards. Another language needs a reload. */
export async function loadWords(chosen: Locale = chooseLocale()): Promise<void> {
  // The texts of pages are added before the pages are imported.
  Object.assign(texts, await CATALOGUES[chosen].first())
  loaded = chosen
  document.documentElement.lang = chosen
}

let pageWords: Promise<unknown> | undefined

/** Loads the rest of the language, once. */
export async function loadPageWords(): Promise<void> {
  pageWords ??= CATALOGUES[locale()].pages().then((pages) => Object.assign(texts, pages))
  await pageWords.catch((error: unknown) => {
    pageWords = undefined
    throw error
  })
}

let errorWordsLoaded: ErrorWords | null = null

/** The texts of errors in this language; null: the server's English texts. */
export function errorWords(): ErrorWords | null {
  return errorWordsLoaded
}

/** Loads them. Without them, an error is in English. */
export async function loadErrorWords(): Promise<void> {
  errorWordsLoaded ??= (await CATALOGUES[locale()].errors?.().catch(() => null)) ?? null
}
