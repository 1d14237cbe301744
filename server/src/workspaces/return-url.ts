import { ProblemError, invalidRequest } from '../kernel/errors.ts'
import { isLoopback } from '../kernel/loopback.ts'
import type { Workspace } from './workspace.ts'

/**
 * Asserts that a return URL is allowed: https, or http on a loopback address; no user name, no fragment; origin and path exactly as in the
 * workspace's list. Loopback needs no entry: it is the user's own machine (RFC 8252 section 7.3).
 * @throws ProblemError return_url_not_allowed
 */
export function assertReturnUrl(given: string, workspace: Workspace): void {
  const url = parseReturnUrl(given)
  if (!url) throw new ProblemError('return_url_not_allowed', { detail: 'not a plain https URL' })
  if (isLoopback(url.hostname)) return
  const withoutQuery = url.origin + url.pathname
  if (!workspace.allowedReturnUrls.includes(withoutQuery))
    throw new ProblemError('return_url_not_allowed', { detail: 'not on the list' })
}

/** Returns the canonical form of each entry. @throws ProblemError invalid_request */
export function normalizeReturnUrls(given: readonly string[]): string[] {
  const urls = given.map(parseReturnUrl)
  const wrong = urls.flatMap((url, index) =>
    url && !url.search
      ? []
      : [{ pointer: `/allowedReturnUrls/${index}`, detail: 'A return URL uses https and has no query.' }],
  )
  if (wrong.length > 0) throw invalidRequest(...wrong)
  return urls.flatMap((url) => (url ? [url.origin + url.pathname] : []))
}

function parseReturnUrl(given: string): URL | undefined {
  // What the parser would silently correct (tabs, backslashes, missing slashes) is rejected.
  if (!/^https?:\/\/[^\s\\/?#@]+(?:[/?][^\s\\#]*)?$/i.test(given) || !URL.canParse(given)) return undefined
  const url = new URL(given)
  return url.protocol === 'https:' || isLoopback(url.hostname) ? url : undefined
}
