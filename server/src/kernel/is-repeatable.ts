import { ERROR_CATALOGUE } from './error-catalogue.ts'
import type { ProblemError } from './problem-error.ts'

/** Client errors that mean by themselves that the same request can be sent again (RFC 9110 sections 15.5.9 and 15.6, RFC 8470, RFC 6585). */
const RETRYABLE: ReadonlySet<number> = new Set([408, 425, 429, 499])

/**
 * Whether the same request can succeed later: its error asks to retry, and nothing was done that a repeat could do twice. `outcome_unknown`
 * is not repeatable.
 */
export function isRepeatable({ code, facts }: Pick<ProblemError, 'code' | 'facts'>): boolean {
  const { status, repeatable = false } = ERROR_CATALOGUE[code]
  const asksToRetry = typeof facts['retryAfterSeconds'] === 'number' || typeof facts['keptUntil'] === 'string'
  return repeatable || asksToRetry || status >= 500 || RETRYABLE.has(status)
}
