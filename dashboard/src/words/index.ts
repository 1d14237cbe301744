import { chooseLocale, type Locale } from './locale.ts'
import type { Words } from './words.ts'

const CATALOGUES: Readonly<Record<Locale, () => Promise<Words>>> = {
  en: async () => (await import('./en/index.ts')).english,
  de: async () => (await import('./de/index.ts')).german,
  it: async () => (await import('./it/index.ts')).italian,
  es: async () => (await import('./es/index.ts')).spanish,
  fr: async () => (await import('./fr/index.ts')).french,
}

/** Every text of the dashboard in the chosen language. Sentences about errors come from the server. */
export let texts!: Words
export let locale: Locale = 'en'

/** Loads one language. Modules with texts are imported afterwards; another language needs a new load of the page. */
export async function loadWords(chosen: Locale = chooseLocale()): Promise<void> {
  texts = await CATALOGUES[chosen]()
  locale = chosen
  document.documentElement.lang = chosen
}
