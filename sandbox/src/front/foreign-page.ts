import type { IncomingMessage } from 'node:http'

/*
 * The control API has every request with its credentials, and asks for none itself. Programs may call it under any name; a page of
 * another site, which is open in a browser of this machine, must neither read it (by a name of its own that leads here: DNS rebinding)
 * nor change anything (a form that it sends).
 */

/** The first segment of a path, or of a whole URL, as a client of a proxy sends it. */
const FIRST_SEGMENT = /^(?:http:\/\/[^/]+)?\/([^/?#]*)/i

/** Addresses, and names that no public DNS server answers for: of one label, or below a name that is reserved for local networks. */
const LOCAL_NAME = /^(?:[\d.]+|\[.*\]|[^.]*|.*\.(?:localhost|local|internal|test))$/

/** Why a request to the control API is refused, as a sentence. undefined: it is not, or it is none. */
export function refuseForeignPage(
  { method = '', url = '', headers }: IncomingMessage,
  isKnownHost: (host: string) => boolean,
): string | undefined {
  if (!isControl(url)) return undefined
  const { host = '', origin } = headers
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (!LOCAL_NAME.test(name) && !isKnownHost(name))
    return `This sandbox is not known as “${name}”: call it by its address, or start it with --allowed-host ${name}.`
  if (method === 'GET' || method === 'HEAD' || origin === undefined || isOfHost(origin, host))
    return undefined
  return `A page of ${origin} must not change this sandbox: call it from a program, or open its own page.`
}

/** The router finds its routes by the decoded path: `/%5Fsandbox` is `/_sandbox`. */
function isControl(url: string): boolean {
  const [, segment = ''] = FIRST_SEGMENT.exec(url) ?? []
  try {
    return decodeURIComponent(segment).toLowerCase() === '_sandbox'
  } catch {
    return false
  }
}

/** Both without the port that their scheme has anyway. */
function isOfHost(origin: string, host: string): boolean {
  const { protocol = '' } = URL.parse(origin) ?? {}
  return URL.parse(origin)?.host === URL.parse(`${protocol}//${host}`)?.host && protocol !== ''
}
