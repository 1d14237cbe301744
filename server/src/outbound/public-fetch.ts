import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, request as send } from 'undici'
import { PublicFetchError, type PublicFetch, type PublicRequest } from './public-request.ts'
import { SECOND } from '../kernel/time.ts'
import { isPublicAddress } from './public-address.ts'
import { toSandboxUrl } from './route.ts'

const MAX_BYTES = 64 * 1024

export interface PublicFetchOptions {
  /** In sandbox mode every address is looked for there, once it has been found to be a good one. */
  readonly sandboxUrl: string | null
  /** For all of it, from the look-up of the name to the last byte. */
  readonly timeoutMs?: number
}

/** The one way out to addresses that are not a provider's: metadata documents of clients, webhooks. */
export function createPublicFetch({
  sandboxUrl,
  timeoutMs = 5 * SECOND,
}: PublicFetchOptions): PublicFetch & { close(): Promise<void> } {
  const agent = new Agent({
    connections: 8,
    connect: {
      timeout: timeoutMs,
      rejectUnauthorized: true,
      // In sandbox mode the connection leads to the sandbox, which is on this machine.
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

/** For `connect`: resolves a name just before the connection is made, so that no name can change its address in between. */
export const lookupPublic: LookupFunction = (hostname, { all = false, ...options }, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error || !first) return callback(error ?? new Error(`${hostname} has no address`), '')
    // One that leads inside is enough: a name of the public internet has none.
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new Error(`${hostname} leads to an address inside a network`), '')
    return all ? callback(null, addresses) : callback(null, first.address, first.family)
  })
}

/** @throws Error for any other address than https, on its own port, of a name or a public IP address */
function assertPublicUrl(given: string): URL {
  const url = new URL(given)
  const { protocol, port, username, password, hostname } = url
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '')
    throw new Error(`${url.origin} is not plain https on port 443`)
  // The look-up is not asked about these.
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw new Error(`${hostname} is inside a network`)
  return url
}

async function readSmall(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    // Leaving the loop ends the connection.
    if (size > MAX_BYTES) throw new Error(`an answer of more than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
