import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, request as send } from 'undici'
import { PublicFetchError, type PublicFetch, type PublicRequest } from './public-request.ts'
import { SECOND } from '../kernel/time.ts'
import { isPublicAddress } from './public-address.ts'
import { toSandboxUrl } from './route.ts'

const MAX_BYTES = 64 * 1024

export interface PublicFetchOptions {
  /** In sandbox mode, requests go to the sandbox after their URL was checked. */
  readonly sandboxUrl: string | null
  /** Timeout of the whole request, from the DNS lookup to the last byte. */
  readonly timeoutMs?: number
}

/** The only client for URLs that are not a provider's: client metadata documents and webhooks. */
export function createPublicFetch({
  sandboxUrl,
  timeoutMs = 5 * SECOND,
}: PublicFetchOptions): PublicFetch & { close(): Promise<void> } {
  const agent = new Agent({
    connections: 8,
    connect: {
      timeout: timeoutMs,
      rejectUnauthorized: true,
      // In sandbox mode the connection goes to the sandbox, on a loopback address.
      ...(sandboxUrl === null && { lookup: lookupPublic }),
    },
  })
  const fetch = async (given: string, { method = 'GET', headers = {}, body }: PublicRequest = {}) => {
    try {
      const url = assertPublicUrl(given)
      const answer = await send(sandboxUrl === null ? url : toSandboxUrl(sandboxUrl, url), {
        dispatcher: agent,
        method,
        headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'letterlock' },
        ...(body !== undefined && { body }),
        signal: AbortSignal.timeout(timeoutMs),
      })
      return { status: answer.statusCode, headers: answer.headers, text: await readSmall(answer.body) }
    } catch (cause) {
      throw new PublicFetchError(cause)
    }
  }
  return Object.assign(fetch, { close: () => agent.destroy() })
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

/**
 * Accepts an https URL on port 443 with a name or a public IP address.
 * @throws Error
 */
function assertPublicUrl(given: string): URL {
  const url = new URL(given)
  const { protocol, port, username, password, hostname } = url
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '')
    throw new Error(`${url.origin} is not plain https on port 443`)
  // `lookup` is not called for IP addresses.
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw new Error(`${hostname} is a private address`)
  return url
}

async function readSmall(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    // Leaving the loop closes the connection.
    if (size > MAX_BYTES) throw new Error(`a response of more than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
