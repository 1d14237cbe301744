import { ProblemError, invalidRequest } from '../kernel/errors.ts'
import { isLoopback } from '../kernel/loopback.ts'
import type { Workspace } from './workspace.ts'

/**
 * Where a browser may be sent back to: https, or http on a loopback address; no user name, no fragment; origin and
 * path exactly as on the workspace's list. Loopback needs no entry: it is the person's own machine (RFC 8252).
 * @throws HubError return_url_not_allowed
 */
export function assertReturnUrl(given: string, workspace: Workspace): void {
  const url = parseReturnUrl(given)
  if (!url) throw new ProblemError('return_url_not_allowed', { detail: 'not a plain https address' })
  if (isLoopback(url.hostname)) return
  const place = url.origin + url.pathname
  if (!workspace.allowedReturnUrls.includes(place))
    throw new ProblemError('return_url_not_allowed', { detail: 'not on the list' })
}

/** The canonical forms of a list's entries. @throws HubError invalid_request */
export function normalizeReturnUrls(given: readonly string[]): string[] {
  const urls = given.map(parseReturnUrl)
  const wrong = urls.flatMap((url, index) =>
    url && !url.search
      ? []
      : [{ pointer: `/returnUrls/${index}`, detail: 'A return address is plain https, without a query.' }],
  )
  if (wrong.length > 0) throw invalidRequest(...wrong)
  return urls.flatMap((url) => (url ? [url.origin + url.pathname] : []))
}

function parseReturnUrl(given: string): URL | undefined {
  // What the parser would silently mend (tabs, backslashes, missing slashes) is refused instead.
  if (!/^https?:\/\/[^\s\\/?#@]+(?:[/?][^\s\\#]*)?$/i.test(given) || !URL.canParse(given)) return undefined
  const url = new URL(given)
  return url.protocol === 'https:' || isLoopback(url.hostname) ? url : undefined
}
