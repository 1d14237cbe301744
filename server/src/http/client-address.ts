import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** The trusted proxies: their number, or addresses and ranges (CIDR). */
export type TrustedProxies = number | readonly string[]

/** The client's address of a request, without port: IPv4 or IPv6. */
export type ClientAddress = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string

/**
 * Returns the address of the connection or, if a trusted proxy is at its other end, the one that the proxies report in `Forwarded` (RFC
 * 7239) or `X-Forwarded-For`. A proxy passes on the header that it does not know, so if both are present and differ, neither is used.
 */
export function createClientAddress(trusted: TrustedProxies): ClientAddress {
  const isTrusted = typeof trusted === 'number' ? undefined : matcher(trusted)
  /** @param hops reported addresses, nearest first; the first is the connection's */
  const clientOf = (hops: readonly string[]): string => {
    if (!isTrusted) return hops[Math.min(Number(trusted), hops.length - 1)] ?? ''
    return hops.find((hop, index) => index === hops.length - 1 || !isTrusted(hop)) ?? ''
  }
  return ({ headers, socket }) => {
    const peer = plainAddress(socket.remoteAddress ?? '') ?? ''
    if (trusted === 0 || (isTrusted && !isTrusted(peer))) return peer
    const reported = [forwarded(headers), xForwardedFor(headers)].flatMap((addresses) =>
      addresses ? [clientOf([peer, ...addresses])] : [],
    )
    const [client = peer, other = client] = reported
    return client === other ? client : peer
  }
}

/** The rate-limited unit: an IPv4 address, or the /64 network of an IPv6 address (RFC 6177). */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [before = '', after] = address.split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const middle =
    after === undefined ? [] : Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0')
  const groups = [...head, ...middle, ...tail].slice(0, 4)
  return `${groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`
}

function matcher(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** Nearest first, up to the first value that is not an address, such as `unknown`. */
function addressesIn(reported: readonly string[]): string[] {
  const addresses: string[] = []
  for (const one of reported.toReversed()) {
    const address = plainAddress(one.trim())
    if (address === undefined) break
    addresses.push(address)
  }
  return addresses
}

function xForwardedFor({ 'x-forwarded-for': header }: IncomingHttpHeaders): string[] | undefined {
  const text = Array.isArray(header) ? header.join(',') : header
  return text === undefined ? undefined : addressesIn(text.split(','))
}

const PAIR = /^\s*([!#$%&'*+.^_`|~\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~\w:[\]-]+))\s*$/

/** Parses `Forwarded` (RFC 7239 section 4): elements separated by commas, pairs by semicolons, values quoted or not. */
function forwarded({ forwarded: header }: IncomingHttpHeaders): string[] | undefined {
  if (header === undefined) return undefined
  const elements = splitOutsideQuotes(header, ',')
  return addressesIn(
    elements.map((element) => {
      const pairs = splitOutsideQuotes(element, ';').map((pair) => PAIR.exec(pair))
      const named = pairs.filter((pair) => pair?.[1]?.toLowerCase() === 'for')
      // An invalid element, or one with two clients, is unknown.
      if (pairs.includes(null) || named.length !== 1) return 'unknown'
      return named[0]?.[2]?.replaceAll(/\\(.)/g, '$1') ?? named[0]?.[3] ?? 'unknown'
    }),
  )
}

function splitOutsideQuotes(text: string, separator: ',' | ';'): string[] {
  const parts = ['']
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const letter = text.charAt(index)
    if (letter === '"') quoted = !quoted
    if (letter === separator && !quoted) parts.push('')
    else parts[parts.length - 1] += quoted && letter === '\\' ? letter + text.charAt(++index) : letter
  }
  return parts
}

/** Removes brackets, port, zone and the IPv4-mapped form; undefined if the text is not an address. */
function plainAddress(text: string): string | undefined {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(text) ?? []
  const [, withoutPort] = /^(\d+(?:\.\d+){3}):\d+$/.exec(text) ?? []
  const bare = (bracketed ?? withoutPort ?? text).replace(/%.*$/, '')
  const address = bare.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(address) === 0 ? undefined : address
}
