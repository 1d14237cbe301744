interface McpPost {
  readonly secretKey?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Path below the server's URL. */
  readonly path?: string
  readonly signal?: AbortSignal
}

/** Posts a message as no client of the MCP SDK would; its id is 1 unless it has one. */
export const postMcp = (
  world: { readonly secretKey: string; readonly server: { readonly url: string } },
  message: object,
  { secretKey = world.secretKey, headers = {}, path = '/mcp', signal }: McpPost = {},
): Promise<Response> =>
  fetch(world.server.url + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secretKey}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...message }),
    signal: signal ?? null,
  })
