/**
 * Whether a host name or an address, with or without brackets, leads to this machine alone: 127.0.0.0/8 (RFC 1122 section 3.2.1.3),
 * ::1 (RFC 4291 section 2.5.3), the same as IPv4-mapped addresses, `localhost` and the names below it (RFC 6761 section 6.3).
 */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(canonicalHost(host) ?? '')
}

/** Whether listening there means every address of this machine: 0.0.0.0 and ::. */
export function isEveryAddress(host: string): boolean {
  return EVERY_ADDRESS.test(canonicalHost(host) ?? '')
}

/** As it stands in a URL: lower case, IPv6 in brackets, `127.1` in full; undefined when it is no host. */
export function canonicalHost(host: string): string | undefined {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  if (NOT_IN_HOSTS.test(bare)) return undefined
  return URL.parse(`http://${bare.includes(':') ? `[${bare}]` : bare}`)?.hostname
}

const LOOPBACK = /^(127(\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\]|(.+\.)?localhost\.?)$/
const EVERY_ADDRESS = /^(0\.0\.0\.0|\[::\]|\[::ffff:0:0\])$/
const NOT_IN_HOSTS = /[\s/\\?#@[\]]|^$/
