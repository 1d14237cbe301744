import { LetterlockApiError, type Letterlock, type ProxyInput } from '@letterlock/sdk'

/** A call through the proxy, whose response is the provider’s, or Letterlock’s own problem. */
export async function callProxy(
  client: Letterlock,
  connectionId: string,
  method: string,
  path: string,
  input: ProxyInput & { readonly duplex?: 'half' } = {},
): Promise<Response> {
  try {
    return await client.proxy.request(connectionId, { ...input, method, path })
  } catch (error) {
    if (!(error instanceof LetterlockApiError)) throw error
    const { problem, status, retryAfterSeconds } = error
    const headers = { 'content-type': 'application/problem+json' }
    return Response.json(problem, {
      status,
      headers: {
        ...headers,
        ...(retryAfterSeconds !== null && { 'retry-after': String(retryAfterSeconds) }),
      },
    })
  }
}
