import type {
  AuthInfo,
  JSONRPCMessage,
  JSONRPCRequest,
  JSONRPCResponse,
  RequestId,
  Transport,
} from '@modelcontextprotocol/server'

/**
 * Passes requests to a server that stays connected, and returns the response of each. The server sees other message IDs, because those of
 * several clients can be the same.
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

  /** Drops progress and everything that is not a response, since the response is sent in one piece. */
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
