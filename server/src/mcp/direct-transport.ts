import type {
  AuthInfo,
  JSONRPCMessage,
  JSONRPCRequest,
  JSONRPCResponse,
  RequestId,
  Transport,
} from '@modelcontextprotocol/server'

/**
 * Hands requests to a server that stays connected, and gives each its response. The server sees IDs of its own, since those of many clients
 * are alike.
 */
export class DirectTransport implements Transport {
  onclose?: () => void
  onmessage?: Transport['onmessage']
  readonly #waiting = new Map<RequestId, (response: JSONRPCResponse) => void>()
  #lastId = 0

  async start(): Promise<void> {}

  async close(): Promise<void> {
    this.onclose?.()
  }

  /** Progress, and all that is no response, is dropped, as in every response in one piece. */
  async send(message: JSONRPCMessage): Promise<void> {
    if ('method' in message) {
      if ('id' in message) throw new Error('A client without a session cannot be asked.')
      return
    }
    if (message.id === undefined) return
    this.#waiting.get(message.id)?.(message)
    this.#waiting.delete(message.id)
  }

  async request(message: JSONRPCRequest, authInfo: AuthInfo): Promise<JSONRPCResponse> {
    const id = ++this.#lastId
    const { promise, resolve } = Promise.withResolvers<JSONRPCResponse>()
    this.#waiting.set(id, resolve)
    this.onmessage?.({ ...message, id }, { authInfo })
    return { ...(await promise), id: message.id }
  }
}
