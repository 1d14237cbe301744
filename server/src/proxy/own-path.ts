import { ProblemError } from '../kernel/errors.ts'

const ABSOLUTE = /^\/(https?:\/\/[^/?#\\]*)(.*)$/is

/**
 * The path below the account's API. Platforms give the next page as a whole address; it is taken, after the slash with which every
 * path begins, when it is one of the account's own API.
 * @throws HubError proxy_path_not_allowed: an address elsewhere
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
