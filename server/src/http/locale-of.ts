import type { FastifyRequest } from 'fastify'
import { localeOfState } from '../connect/state.ts'
import { chooseLocale } from '../kernel/choose-locale.ts'
import { toLocale, type Locale } from '../kernel/locale.ts'

/** The language of a page: the one in its URL or its `state`, which the application chose; else the browser's. */
export function localeOf({ url, headers }: FastifyRequest): Locale {
  const [, query = ''] = url.split('?')
  const parameters = new URLSearchParams(query)
  return (
    toLocale(parameters.get('locale')) ??
    localeOfState(parameters.get('state')) ??
    chooseLocale(headers['accept-language'])
  )
}
