import {
  Client,
  StreamableHTTPClientTransport,
  type ElicitRequest,
  type ElicitResult,
  type OAuthClientProvider,
} from '@modelcontextprotocol/client'

export interface McpClientOptions {
  readonly mode?: 'auto' | 'legacy'
  readonly secretKey?: string
  /** Path below the server's URL. */
  readonly path?: string
  /** The user's answers; without it the client cannot ask. */
  readonly user?: (asked: ElicitRequest['params']) => ElicitResult | Promise<ElicitResult>
  readonly signIn?: OAuthClientProvider
}

export interface McpTestClient extends AsyncDisposable {
  readonly client: Client
  readonly transport: StreamableHTTPClientTransport
  readonly listTools: Client['listTools']
  readonly readResource: Client['readResource']
  readonly getPrompt: Client['getPrompt']
}

/** The official client, with a secret key or signed in with OAuth. */
export async function openMcpClient(
  world: { readonly secretKey: string; readonly server: { readonly url: string } },
  { mode = 'auto', secretKey = world.secretKey, path = '/mcp', user, signIn }: McpClientOptions = {},
): Promise<McpTestClient> {
  const client = new Client(
    { name: 'a client', version: '1' },
    {
      versionNegotiation: { mode },
      capabilities: user ? { elicitation: { form: {}, url: {} } } : {},
    },
  )
  if (user) client.setRequestHandler('elicitation/create', ({ params }) => user(params))
  const headers = { authorization: `Bearer ${secretKey}` }
  const transport = new StreamableHTTPClientTransport(
    new URL(path, world.server.url),
    signIn ? { authProvider: signIn } : { requestInit: { headers } },
  )
  await client.connect(transport)
  return {
    client,
    transport,
    listTools: (...given) => client.listTools(...given),
    readResource: (...given) => client.readResource(...given),
    getPrompt: (...given) => client.getPrompt(...given),
    [Symbol.asyncDispose]: () => client.close(),
  }
}

export interface ToolResult {
  readonly text: string
  readonly structured: Record<string, unknown>
  readonly isError: boolean
}

export async function callTool(
  { client }: McpTestClient,
  name: string,
  args: Record<string, unknown> = {},
): Promise<ToolResult> {
  const answer = await client.callTool({ name, arguments: args })
  const [first] = answer.content as { type: string; text?: string }[]
  return {
    text: first?.text ?? '',
    structured: (answer.structuredContent ?? {}) as Record<string, unknown>,
    isError: answer.isError === true,
  }
}
