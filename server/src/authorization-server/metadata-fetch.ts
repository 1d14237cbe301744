import type { PublicFetch } from '../outbound/public-request.ts'
import { findExcess } from '../kernel/find-excess.ts'
import type { Log } from '../kernel/log.ts'
import { normalizeMetadata } from './client-metadata.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { memberAt } from '../kernel/member-at.ts'

/**
 * Fetches a Client ID Metadata Document. Replaces the HTTP client of oidc-provider, which checks an address only after it has connected to
 * it (SSRF).
 */
export function createMetadataFetch(publicFetch: PublicFetch, log: Log) {
  return async (address: string | URL | Request): Promise<Response> => {
    const url = address instanceof Request ? address.url : String(address)
    const { status, headers, text } = await publicFetch(url, {
      headers: { accept: 'application/json' },
    }).catch((error: Error) => {
      log.info({ url, cause: reasonOf(error.cause) }, 'no client metadata document')
      throw error
    })
    if (status !== 200) return new Response(null, { status: status < 200 ? 502 : status })
    const excess = findExcess(text)
    if (excess !== undefined) throw new SyntaxError(`the document ${excess}`)
    const document: unknown = JSON.parse(text)
    const { token_endpoint_auth_method: _method, ...metadata } = normalizeMetadata(document)
    const body = {
      ...metadata,
      client_id: memberAt(document, 'client_id'),
      token_endpoint_auth_method: 'none',
    }
    const cacheControl = headers['cache-control']
    return new Response(JSON.stringify(body), {
      headers: typeof cacheControl === 'string' ? { 'cache-control': cacheControl } : {},
    })
  }
}
