import { membersOf } from './members-of.ts'

/** Answers to `tools/list`, each made once. */
export interface ToolLists {
  /** @param key everything that the list depends on, beside the message and its headers. @param make serves the request */
  serve(request: Request, message: unknown, key: string, make: () => Promise<Response>): Promise<Response>
}

const MAX_LISTS = 100
const MAX_KEY_LENGTH = 4000
/** The answer, or its rejection, depends on these headers. */
const HEADERS = ['content-type', 'accept', 'mcp-protocol-version', 'mcp-method', 'mcp-name'] as const

export function createToolLists(): ToolLists {
  /** The JSON of each result. */
  const results = new Map<string, string>()
  return {
    async serve(request, message, asked, make) {
      const id = idOfListRequest(message)
      if (id === undefined || request.headers.has('mcp-session-id')) return make()
      const key = JSON.stringify([
        asked,
        membersOf(message)['params'],
        HEADERS.map((name) => request.headers.get(name)),
      ])
      const known = results.get(key)
      if (known !== undefined) return answer(id, known)
      const response = await make()
      if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('application/json'))
        return response
      const answered: unknown = await response.json()
      const { result } = membersOf(answered)
      if (result === undefined) return Response.json(answered)
      const text = JSON.stringify(result)
      if (key.length <= MAX_KEY_LENGTH) {
        if (results.size >= MAX_LISTS) results.clear()
        results.set(key, text)
      }
      return answer(id, text)
    },
  }
}

/** The ID of a request for the first page; undefined for other messages. */
function idOfListRequest(message: unknown): string | number | undefined {
  const { jsonrpc, method, id, params } = membersOf(message)
  if (jsonrpc !== '2.0' || method !== 'tools/list' || 'cursor' in membersOf(params)) return undefined
  return typeof id === 'string' || (typeof id === 'number' && Number.isInteger(id)) ? id : undefined
}

function answer(id: string | number, result: string): Response {
  return new Response(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`, {
    headers: { 'content-type': 'application/json' },
  })
}
