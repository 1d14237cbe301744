import type { McpOptions } from './create-servers.ts'
import type { Mcp } from './mcp.ts'

/** Loads the MCP server with the first request: a server without assistants does not need it. */
export function createLazyMcpServer(options: McpOptions): Mcp {
  let loading: Promise<Mcp> | undefined
  let loaded: Mcp | undefined
  const load = (): Promise<Mcp> =>
    (loading ??= import('./mcp.ts').then(({ createMcp }) => (loaded = createMcp(options))))
  return {
    answerDirectly: (...asked) => loaded?.answerDirectly(...asked),
    serve: async (request, of) => (await load()).serve(request, of),
    close: async () => (await loading)?.close(),
  }
}
