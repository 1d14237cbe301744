/**
 * Whether a host name or IP address is loopback: 127.0.0.0/8 (RFC 1122 section 3.2.1.3), ::1 (RFC 4291 section 2.5.3), their
 * IPv4-mapped forms, `localhost` and its subdomains (RFC 6761 section 6.3).
 * @param host with or without brackets
 */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(canonicalHost(host) ?? '')
}

/** Whether a host is an unspecified address (0.0.0.0 or ::), which listens on all interfaces. */
export function isEveryAddress(host: string): boolean {
  return EVERY_ADDRESS.test(canonicalHost(host) ?? '')
}

/** The host as in a URL: lower case, IPv6 in brackets, IPv4 with four numbers; undefined if invalid. */
export function canonicalHost(host: string): string | undefined {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  if (NOT_IN_HOSTS.test(bare)) return undefined
  return URL.parse(`http://${bare.includes(':') ? `[${bare}]` : bare}`)?.hostname
}

const LOOPBACK = /^(127(\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\]|(.+\.)?localhost\.?)$/
const EVERY_ADDRESS = /^(0\.0\.0\.0|\[::\]|\[::ffff:0:0\])$/
const NOT_IN_HOSTS = /[\s/\\?#@[\]]|^$/
