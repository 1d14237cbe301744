import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** Names of worlds: what a host name can have. */
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/

export const isWorldName = (name: string): boolean => NAME.test(name)

const ofTunnel = new WeakMap<Duplex, string>()

/** Remembers the world that a client of the proxy named in its URL: `http://NAME@127.0.0.1:4401`. */
export function rememberWorld(socket: Duplex, proxyAuthorization: string | undefined): void {
  const [, encoded = ''] = /^Basic\s+(\S+)$/i.exec(proxyAuthorization ?? '') ?? []
  const [name = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  if (name !== '') ofTunnel.set(socket, name.toLowerCase())
}

/**
 * The world that a request names: in the header `Sandbox-World`, in its host name (`NAME.localhost`), or in the URL of the proxy.
 * undefined: the default world.
 */
export function worldNameOf({ headers, socket }: IncomingMessage): string | undefined {
  const header = headers['sandbox-world']
  const [, label] = /^([^.:]+)\.localhost(?::\d+)?$/i.exec(headers.host ?? '') ?? []
  const name = (typeof header === 'string' && header !== '' ? header : label)?.toLowerCase()
  return name ?? ofTunnel.get(socket)
}
