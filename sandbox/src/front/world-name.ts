import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** World names must be valid host name labels. */
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/

export const isWorldName = (name: string): boolean => NAME.test(name)

const ofTunnel = new WeakMap<Duplex, string>()

/** Remembers the world that a client of the proxy named in its URL: `http://NAME@127.0.0.1:4401`. */
export function rememberWorld(socket: Duplex, proxyAuthorization: string | undefined): void {
  const name = userOf(proxyAuthorization)
  if (name !== undefined) ofTunnel.set(socket, name)
}

/**
 * The world that a request asks for: in the header `Sandbox-World`, or in the URL of the proxy, through which it came in a tunnel or as a
 * whole URL. undefined if it names none.
 */
export function requestedWorld({ headers, socket }: IncomingMessage): string | undefined {
  const header = headers['sandbox-world']
  if (typeof header === 'string' && header !== '') return header.toLowerCase()
  return ofTunnel.get(socket) ?? userOf(headers['proxy-authorization'])
}

/** The world of a host name, `NAME.localhost`. */
export function worldOfHost({ headers }: IncomingMessage): string | undefined {
  const [, label] = /^([^.:]+)\.localhost(?::\d+)?$/i.exec(headers.host ?? '') ?? []
  return label?.toLowerCase()
}

/** User name of Basic authentication (RFC 7617). */
function userOf(authorization: string | undefined): string | undefined {
  const [, encoded = ''] = /^Basic\s+(\S+)$/i.exec(authorization ?? '') ?? []
  const [name = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return name === '' ? undefined : name.toLowerCase()
}
