import type { IncomingMessage } from 'node:http'

/*
 * The control API exposes every request with its credentials, and needs no credential itself. Programs may call it under any name. A page
 * of another site in a browser on this machine must neither read it (DNS rebinding) nor change anything (by submitting a form).
 */

/** The first segment of a path, or of an absolute URL, which proxy clients send. */
const FIRST_SEGMENT = /^(?:http:\/\/[^/]+)?\/([^/?#]*)/i

/** IP addresses, and names that are not in public DNS: with one label, or below a name reserved for local networks. */
const LOCAL_NAME = /^(?:[\d.]+|\[.*\]|[^.]*|.*\.(?:localhost|local|internal|test))$/

/** The reason to reject a request to the control API, as a sentence; undefined if it is allowed or is not one. */
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
