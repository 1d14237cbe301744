import type { Api } from '../api.ts'
import { LetterlockProviderError } from '../errors.ts'
import type { RequestOptions } from '../options.ts'
import { parseBody } from '../parse-body.ts'
import { path as apiPath } from '../path.ts'
import { readError } from '../response.ts'
import type { RequestBody } from '../transport.ts'

/** The parts of a call beside its path. */
export interface ProxyInput extends RequestOptions {
  /** Added to the path; members that are undefined or null are left out. */
  query?: Readonly<Record<string, string | number | boolean | null | undefined>> | undefined
  headers?: RequestInit['headers'] | undefined
  /** A string, bytes, a form or a stream is sent unchanged; any other value as JSON. */
  body?: unknown
}

/**
 * A call to the provider. `await` returns the provider's response, whatever its status, with its body unread. `.json()` returns the
 * parsed body, and throws {@link LetterlockProviderError} for an error of the provider.
 */
export interface ProxyCall<T> extends Promise<Response> {
  /** undefined if the body is empty. */
  json(): Promise<T>
}

/**
 * The provider's own API, called with the credential of a connection. Paths are relative to the account's API base URL. Letterlock waits
 * for the provider's rate limit and retries what is safe, so the SDK does not retry a response of the provider. `timeoutMs` covers the
 * time until the response begins.
 *
 * @throws LetterlockApiError if Letterlock did not make the call: permission_denied, connection_disconnected, provider_unavailable, …
 */
export function proxy({ transport }: Api) {
  const request = <T = unknown>(
    connectionId: string,
    input: ProxyInput & { method: string; path: string },
  ): ProxyCall<T> => {
    const { method: name, path, query, headers, body, ...options } = input
    const method = name.toUpperCase()
    const response = transport.send(
      {
        method,
        path: apiPath`/v1/proxy/${{ connectionId }}/`,
        rest: path.replace(/^\//, ''),
        query,
        ...encodeBody(body, headers),
        repetition: method === 'GET' || method === 'HEAD' ? 'safe' : 'never',
      },
      options,
      readProviderResponse,
    )
    return Object.assign(response, { json: async () => readProviderJson<T>(await response) })
  }
  const send =
    (method: string) =>
    <T = unknown>(connectionId: string, path: string, input: ProxyInput = {}): ProxyCall<T> =>
      request<T>(connectionId, { ...input, method, path })

  return {
    /** Sends a call with any method. */
    request,
    /** Retried if there is no response. */
    get: send('GET'),
    /** Retried if there is no response. */
    head: send('HEAD'),
    /** Sent once. */
    post: send('POST'),
    /** Sent once. */
    put: send('PUT'),
    /** Sent once. */
    patch: send('PATCH'),
    /** Sent once. */
    delete: send('DELETE'),
  }
}

/** Only a response of the provider names a credential. Any other is an error of Letterlock. */
async function readProviderResponse(response: Response): Promise<Response> {
  if (response.headers.has('letterlock-credential')) return response
  throw await readError(response)
}

async function readProviderJson<T>(response: Response): Promise<T> {
  if (!response.ok) throw new LetterlockProviderError(response, parseIfJson(await response.text()))
  return parseBody<T>(response)
}

function parseIfJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function encodeBody(
  body: unknown,
  given: RequestInit['headers'] | undefined,
): { headers: Headers; body?: RequestBody } {
  const headers = new Headers(given)
  if (body === undefined || isRequestBody(body)) return { headers, ...(body !== undefined && { body }) }
  if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  return { headers, body: JSON.stringify(body) }
}

function isRequestBody(body: unknown): body is RequestBody {
  return (
    typeof body === 'string' ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    body instanceof Blob ||
    body instanceof FormData ||
    body instanceof URLSearchParams ||
    body instanceof ReadableStream
  )
}
