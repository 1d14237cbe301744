import type { Caller } from '../core/caller.ts'
import type { Mcp, McpOptions } from './server.ts'

/** Loaded when the first assistant asks: a hub without any need not carry it. */
export function createMcpDoor(options: McpOptions): Mcp {
  let made: Promise<Mcp> | undefined
  const load = (): Promise<Mcp> =>
    (made ??= import('./server.ts').then(({ createMcp }) => createMcp(options)))
  return {
    serve: async (request: Request, caller: Caller, metadataUrl: string) =>
      (await load()).serve(request, caller, metadataUrl),
    close: async () => (await made)?.close(),
  }
}
