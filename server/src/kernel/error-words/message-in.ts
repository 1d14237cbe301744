import { messageOf } from '../error-message.ts'
import type { Locale } from '../locale.ts'
import type { ProblemError } from '../problem-error.ts'
import { ERROR_WORDS } from './index.ts'
import { sayError } from './say-error.ts'

/** The texts of an error on a page in this language. */
export function messageIn(
  locale: Locale,
  error: Pick<ProblemError, 'code' | 'facts' | 'provider'> & Partial<Pick<ProblemError, 'errors'>>,
): { readonly detail: string; readonly nextStep: string } {
  const { code, facts, provider, errors } = error
  const said =
    locale === 'en'
      ? undefined
      : sayError(ERROR_WORDS[locale], { code, facts: { ...facts, errors }, providerName: provider?.name })
  return said ?? messageOf(error)
}
