import { membersOf } from './members-of.ts'

/** The parts of a request that a list of tools depends on. */
export interface AskedList {
  readonly message: unknown
  readonly headers: Headers
  /** Everything else that the list depends on. */
  readonly key: string
}

/** Caches the responses to `tools/list`. */
export interface ToolLists {
  /** The JSON of a cached response; undefined if there is none, or if the message is another request. */
  remembered(asked: AskedList): Buffer | undefined
  /** Serves the request, and caches its response. @param make serves it */
  serve(asked: AskedList, make: () => Promise<Response>): Promise<Response>
}

const MAX_LISTS = 100
const MAX_KEY_LENGTH = 4000
/** The response, or its rejection, depends on these headers. */
const HEADERS = ['content-type', 'accept', 'mcp-protocol-version', 'mcp-method', 'mcp-name'] as const

export function createToolLists(): ToolLists {
  /** The JSON of each result. */
  const results = new Map<string, Buffer>()
  const remembered: ToolLists['remembered'] = (asked) => {
    const id = idOfListRequest(asked)
    const known = id === undefined ? undefined : results.get(keyOf(asked))
    return id === undefined || !known ? undefined : answer(id, known)
  }
  return {
    remembered,
    async serve(asked, make) {
      if (idOfListRequest(asked) === undefined) return make()
      const known = remembered(asked)
      if (known)
        return new Response(new Uint8Array(known), { headers: { 'content-type': 'application/json' } })
      const response = await make()
      if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('application/json'))
        return response
      const answered: unknown = await response.json()
      const { result } = membersOf(answered)
      const key = keyOf(asked)
      if (result !== undefined && key.length <= MAX_KEY_LENGTH) {
        if (results.size >= MAX_LISTS) results.clear()
        results.set(key, Buffer.from(JSON.stringify(result)))
      }
      return Response.json(answered)
    },
  }
}

function keyOf({ message, headers, key }: AskedList): string {
  return JSON.stringify([key, membersOf(message)['params'], HEADERS.map((name) => headers.get(name))])
}

/** The ID of a request for the first page; undefined for other messages. */
function idOfListRequest({ message, headers }: AskedList): string | number | undefined {
  const { jsonrpc, method, id, params } = membersOf(message)
  if (headers.has('mcp-session-id')) return undefined
  if (jsonrpc !== '2.0' || method !== 'tools/list' || 'cursor' in membersOf(params)) return undefined
  return typeof id === 'string' || (typeof id === 'number' && Number.isInteger(id)) ? id : undefined
}

function answer(id: string | number, result: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":`), result, END])
}

const END = Buffer.from('}')
