import type { IncomingMessage } from 'node:http'

/*
 * The control API has every request with its credentials, and asks for none itself. Programs may call it under any name; a page of
 * another site, which is open in a browser of this machine, must neither read it (by a name of its own that leads here: DNS rebinding)
 * nor change anything (a form that it sends).
 */

const CONTROL_PATH = /^(?:http:\/\/[^/]+)?\/_sandbox(?:[/?]|$)/i

/** Addresses, and names that no public DNS server answers for: of one label, or below a name that is reserved for local networks. */
const LOCAL_NAME = /^(?:[\d.]+|\[.*\]|[^.]*|.*\.(?:localhost|local|internal|test))$/

/** Why a request to the control API is refused, as a sentence. undefined: it is not, or it is none. */
export function refuseForeignPage(
  { method = '', url = '', headers }: IncomingMessage,
  isKnownHost: (host: string) => boolean,
): string | undefined {
  if (!CONTROL_PATH.test(url)) return undefined
  const { host = '', origin } = headers
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (!LOCAL_NAME.test(name) && !isKnownHost(name))
    return `This sandbox is not known as “${name}”: call it by its address, or start it with --allowed-host ${name}.`
  if (method === 'GET' || method === 'HEAD' || origin === undefined || isOfHost(origin, host))
    return undefined
  return `A page of ${origin} must not change this sandbox: call it from a program, or open its own page.`
}

/** Both without the port that their scheme has anyway. */
function isOfHost(origin: string, host: string): boolean {
  const { protocol = '' } = URL.parse(origin) ?? {}
  return URL.parse(origin)?.host === URL.parse(`${protocol}//${host}`)?.host && protocol !== ''
}
