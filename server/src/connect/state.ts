import { newRandomToken } from '../kernel/id.ts'
import { toLocale, type Locale } from '../kernel/locale.ts'

/** The `state` of an authorization request. It carries the language too: at the callback, the authorization request may be unknown. */
export function newState(locale: Locale | undefined): string {
  return locale === undefined ? newRandomToken() : `${newRandomToken()}.${locale}`
}

/** The language in a state, which is untrusted; null if it has none. */
export function localeOfState(state: string | null): Locale | null {
  return toLocale(state?.split('.').at(-1))
}
