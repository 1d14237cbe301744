import { measure, type Figure } from './measure.ts'
import type { Program } from './program.ts'

/** Tool calls and the list of tools, beside the REST call that returns the same. */
export function measureMcp(
  server: Program,
  authorization: string,
  rounds: number,
  connectionId: string,
): Promise<Figure[]> {
  const headers = {
    authorization,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  }
  const post = (method: string, params: object) => ({
    method: 'POST' as const,
    path: '/mcp',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const call = (name: string, args: object) => post('tools/call', { name, arguments: args })
  return measure(
    [
      {
        name: 'GET /v1/connections/{id}',
        requests: [{ method: 'GET' as const, path: `/v1/connections/${connectionId}` }],
      },
      { name: 'tools/list', requests: [post('tools/list', {})] },
      { name: 'tools/call list_connections', requests: [call('list_connections', {})] },
    ].map((contender) => ({ ...contender, program: server, headers })),
    rounds,
  )
}
