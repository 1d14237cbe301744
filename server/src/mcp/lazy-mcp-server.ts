import type { Mcp, McpOptions } from './mcp.ts'

/** Loads the MCP server with the first request: a server without assistants does not pay for it. */
export function createLazyMcpServer(options: McpOptions): Mcp {
  let loaded: Promise<Mcp> | undefined
  const load = (): Promise<Mcp> => (loaded ??= import('./mcp.ts').then(({ createMcp }) => createMcp(options)))
  return {
    serve: async (request, of) => (await load()).serve(request, of),
    close: async () => (await loaded)?.close(),
  }
}
