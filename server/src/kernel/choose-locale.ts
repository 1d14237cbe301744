import { LOCALES, type Locale } from './locale.ts'

/** The supported language that the reader prefers most; English by default (RFC 9110 section 12.5.4). */
export function chooseLocale(acceptLanguage: string | undefined): Locale {
  const ranges = (acceptLanguage ?? '').split(',').flatMap((part) => {
    const [range = '', ...parameters] = part
      .toLowerCase()
      .split(';')
      .map((one) => one.trim())
    const quality = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1)
    return quality > 0 ? [{ language: range.split('-')[0] ?? '', quality }] : []
  })
  const preferred = ranges.toSorted((one, other) => other.quality - one.quality)
  for (const { language } of preferred) {
    const found = LOCALES.find((locale) => locale === language)
    if (found) return found
  }
  return 'en'
}
