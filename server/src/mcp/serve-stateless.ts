import {
  WebStandardStreamableHTTPServerTransport,
  type AuthInfo,
  type McpServer,
} from '@modelcontextprotocol/server'

/** The client has disconnected; nothing is sent. */
const GONE = 499

/** Serves one message of the 2025 revisions without a session, in one piece: nothing but its result is sent. */
export async function serveStateless(
  server: McpServer,
  request: Request,
  { authInfo, message }: { readonly authInfo: AuthInfo; readonly message: unknown },
): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: true,
  })
  await server.connect(transport)
  const { signal } = request
  const gone = new Promise<Response>((resolve) => {
    signal.addEventListener('abort', () => resolve(new Response(null, { status: GONE })), { once: true })
  })
  try {
    return await Promise.race([transport.handleRequest(request, { authInfo, parsedBody: message }), gone])
  } finally {
    await server.close()
  }
}
