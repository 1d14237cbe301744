import { newRandomToken } from '../kernel/id.ts'
import { toLocale, type Locale } from '../kernel/locale.ts'

/** The `state` of an authorization request. It carries the language to the callback, where an error may be all that is known. */
export function newState(locale: Locale | undefined): string {
  return locale === undefined ? newRandomToken() : `${newRandomToken()}.${locale}`
}

/** null: the state, which may be anything, names none. */
export function localeOfState(state: string | null): Locale | null {
  return toLocale(state?.split('.').at(-1))
}
