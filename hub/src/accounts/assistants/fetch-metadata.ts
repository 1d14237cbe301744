import { normalizeMetadata } from './client-metadata.ts'

/**
 * Fetches a client's metadata document (Client ID Metadata Document): only for the authorization server, whose dispatcher refuses
 * addresses inside a network. In sandbox mode it is looked for at the sandbox, as everything is.
 */
export function createMetadataFetch(sandboxUrl: string | null) {
  return async (address: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { host, pathname, search } = new URL(address instanceof Request ? address.url : address)
    const { dispatcher: _guarded, ...plain } = (init ?? {}) as RequestInit & { dispatcher?: unknown }
    const response =
      sandboxUrl === null
        ? await fetch(address, init)
        : await fetch(`${sandboxUrl}/${host}${pathname}${search}`, plain)
    if (response.status !== 200) return response
    const document = JSON.parse(await readSmall(response)) as { client_id?: unknown }
    const { token_endpoint_auth_method: _method, ...metadata } = normalizeMetadata(document)
    const body = { ...metadata, client_id: document.client_id, token_endpoint_auth_method: 'none' }
    return new Response(JSON.stringify(body), { headers: response.headers })
  }
}

const MOST_BYTES = 64 * 1024

/** @throws Error for a document that is longer than any is */
async function readSmall({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > MOST_BYTES) throw new Error(`a metadata document of more than ${MOST_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
