import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent } from './undici.ts'
import { isLoopback } from '../kernel/loopback.ts'
import { PublicFetchError, type GuardedFetch, type PublicRequest } from './public-request.ts'
import { SECOND } from '../kernel/time.ts'
import { isPublicAddress } from './public-address.ts'
import { toSandboxUrl } from './route.ts'
import { sendSmall } from './small-exchange.ts'

const MAX_BYTES = 64 * 1024

export interface PublicFetchOptions {
  /** In sandbox mode, requests go to the sandbox after their URL was checked. */
  readonly sandboxUrl: string | null
  /** Timeout of the whole request, from the DNS lookup to the last byte. */
  readonly timeoutMs?: number
  /** Whether programs on this machine may be reached, at any port and without TLS: for a server that only this machine reaches. */
  readonly allowLoopback?: boolean
  /** A larger response is truncated to this size. Without it, a response of more than 64 kB is an error. */
  readonly truncateAtBytes?: number
  /** Maximum number of connections to one origin. */
  readonly connections?: number
}

/** The only client for URLs that are not a provider's: client metadata documents and webhooks. */
export function createPublicFetch({
  sandboxUrl,
  timeoutMs = 5 * SECOND,
  allowLoopback = false,
  truncateAtBytes,
  connections = 8,
}: PublicFetchOptions): GuardedFetch {
  const agent = new Agent({
    connections,
    connect: {
      timeout: timeoutMs,
      rejectUnauthorized: true,
      // In sandbox mode the connection goes to the sandbox, on a loopback address.
      ...(sandboxUrl === null && { lookup: allowLoopback ? lookupPublicOrLoopback : lookupPublic }),
    },
  })
  const fetch = async (given: string, { method = 'GET', headers = {}, body }: PublicRequest = {}) => {
    try {
      const url = assertAllowedUrl(given, allowLoopback)
      const isDirect = sandboxUrl === null || (allowLoopback && isLoopback(url.hostname))
      const { origin, pathname, search } = isDirect ? url : new URL(toSandboxUrl(sandboxUrl, url))
      return await sendSmall(
        agent,
        {
          origin,
          path: pathname + search,
          method,
          headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'letterlock' },
          body: body ?? null,
        },
        { timeoutMs, maxBytes: truncateAtBytes ?? MAX_BYTES, truncates: truncateAtBytes !== undefined },
      )
    } catch (cause) {
      throw new PublicFetchError(cause)
    }
  }
  const allows = (url: string): boolean => {
    try {
      return assertAllowedUrl(url, allowLoopback) !== null
    } catch {
      return false
    }
  }
  return Object.assign(fetch, { allows, close: () => agent.destroy() })
}

/** For `connect`: resolves the name for this connection only, so that DNS rebinding cannot change the address after the check. */
export const lookupPublic: LookupFunction = (hostname, { all = false, ...options }, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error || !first) return callback(error ?? new Error(`${hostname} has no address`), '')
    // One private address is enough to reject: a public name has none.
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new Error(`${hostname} resolves to a private address`), '')
    return all ? callback(null, addresses) : callback(null, first.address, first.family)
  })
}

/** A name below `localhost` leads to this machine (RFC 6761 section 6.3), and nowhere else even if a resolver says so. */
const lookupPublicOrLoopback: LookupFunction = (hostname, options, callback) => {
  if (!isLoopback(hostname)) return lookupPublic(hostname, options, callback)
  return options.all ? callback(null, LOOPBACK_ADDRESSES) : callback(null, '127.0.0.1', 4)
}

const LOOPBACK_ADDRESSES = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
]

/**
 * Accepts an https URL on port 443 with a name or a public IP address; where allowed, also one of this machine.
 * @throws Error
 */
function assertAllowedUrl(given: string, allowLoopback: boolean): URL {
  const url = new URL(given)
  const { protocol, port, username, password, hostname } = url
  if (
    allowLoopback &&
    isLoopback(hostname) &&
    /^https?:$/.test(protocol) &&
    username === '' &&
    password === ''
  )
    return url
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '')
    throw new Error(`${url.origin} is not https on port 443`)
  // `lookup` is not called for IP addresses.
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw new Error(`${hostname} is a private address`)
  return url
}
