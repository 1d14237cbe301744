import type { Caller } from '../core/caller.ts'
import type { ForwardParts } from '../core/forward-request.ts'
import type { Mcp } from './server.ts'

/** Loaded when the first assistant asks: a hub without any need not carry it. */
export function createMcpDoor(parts: ForwardParts, version: string): Mcp {
  let made: Promise<Mcp> | undefined
  const load = (): Promise<Mcp> =>
    (made ??= import('./server.ts').then(({ createMcp }) => createMcp(parts, version)))
  return {
    serve: async (request: Request, caller: Caller) => (await load()).serve(request, caller),
    close: async () => (await made)?.close(),
  }
}
