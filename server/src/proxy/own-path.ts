import { ProblemError } from '../kernel/errors.ts'

const ABSOLUTE = /^\/(https?:\/\/[^/?#\\]*)(.*)$/is

/**
 * Returns the path below the API's base URL. Providers return the next page as an absolute URL: it is accepted after the leading slash if
 * it is a URL of the account's own API.
 * @throws ProblemError proxy_path_not_allowed for any other URL
 */
export function ownPath(apiBaseUrl: string, path: string): string {
  if (path.charCodeAt(1) !== H && path.charCodeAt(1) !== CAPITAL_H) return path
  const [, given, rest = ''] = ABSOLUTE.exec(path) ?? []
  if (given === undefined) return path
  const base = new URL(apiBaseUrl)
  const prefix = base.pathname.replace(/\/$/, '')
  const below = rest.slice(prefix.length)
  if (!isOrigin(given, base) || !rest.startsWith(prefix) || !/^(?:$|[/?])/.test(below))
    throw new ProblemError('proxy_path_not_allowed')
  return below.startsWith('/') ? below : `/${below}`
}

const H = 'h'.charCodeAt(0)
const CAPITAL_H = 'H'.charCodeAt(0)

function isOrigin(given: string, { origin }: URL): boolean {
  const url = URL.parse(given)
  return url?.origin === origin && url.username === '' && url.password === ''
}
