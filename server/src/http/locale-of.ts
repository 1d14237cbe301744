import type { FastifyRequest } from 'fastify'
import { chooseLocale } from '../kernel/choose-locale.ts'
import { LOCALES, type Locale } from '../kernel/locale.ts'

/** The language of a page: the one in its address, as the application wants it, else the browser's. */
export function localeOf({ url, headers }: FastifyRequest): Locale {
  const [, query = ''] = url.split('?')
  const wanted = new URLSearchParams(query).get('locale')
  return LOCALES.find((one) => one === wanted) ?? chooseLocale(headers['accept-language'])
}
