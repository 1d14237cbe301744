import { measure, type Figure } from './measure.ts'
import type { Program } from './program.ts'

/** The baseline. */
export const REST_OF_ONE = 'GET /v1/connections, one'

interface McpPrograms {
  /** Has many connections: a list is a page of 50. */
  readonly full: Program
  /** Has one connection. */
  readonly small: Program
  readonly authorization: (of: 'full' | 'small') => string
}

/** Measures the list of tools and tool calls, each beside the REST call that returns the same. */
export function measureMcp({ full, small, authorization }: McpPrograms, rounds: number): Promise<Figure[]> {
  const post = (method: string, params: object) => ({
    method: 'POST' as const,
    path: '/mcp',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const list = { method: 'GET' as const, path: '/v1/connections?limit=50' }
  const tool = post('tools/call', { name: 'list_connections', arguments: {} })
  return measure(
    [
      { name: REST_OF_ONE, of: 'small' as const, request: list },
      { name: 'tools/list', of: 'small' as const, request: post('tools/list', {}) },
      { name: 'tools/call list_connections, one', of: 'small' as const, request: tool },
      { name: 'GET /v1/connections, 50', of: 'full' as const, request: list },
      { name: 'tools/call list_connections, 50', of: 'full' as const, request: tool },
    ].map(({ name, of, request }) => ({
      name,
      program: of === 'full' ? full : small,
      requests: [request],
      headers: {
        authorization: authorization(of),
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
    })),
    rounds,
  )
}
