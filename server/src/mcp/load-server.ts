import type { Principal } from '../workspaces/principal.ts'
import type { Mcp, McpOptions } from './server.ts'

/** Loaded when the first assistant asks: a hub without any need not carry it. */
export function createLazyMcpServer(options: McpOptions): Mcp {
  let made: Promise<Mcp> | undefined
  const load = (): Promise<Mcp> =>
    (made ??= import('./server.ts').then(({ createMcp }) => createMcp(options)))
  return {
    serve: async (request: Request, principal: Principal, metadataUrl: string) =>
      (await load()).serve(request, principal, metadataUrl),
    close: async () => (await made)?.close(),
  }
}
