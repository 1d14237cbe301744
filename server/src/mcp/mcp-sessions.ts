import {
  isInitializeRequest,
  WebStandardStreamableHTTPServerTransport,
  type AuthInfo,
  type McpServer,
} from '@modelcontextprotocol/server'
import { randomUUID } from 'node:crypto'
import { createKeptSessions } from './kept-sessions.ts'
import { watchCalls } from './session-calls.ts'

interface SessionRequest {
  readonly authInfo: AuthInfo
  readonly message: unknown
  /** Calls back when the response is finished, or the client has disconnected. */
  readonly onClose: (closed: () => void) => void
}

/**
 * MCP sessions of the 2025 revisions, in which a client can be asked during a call (elicitation). They live in this process: a request with
 * the session of another process, or of one before a restart, is served without a session and cannot ask.
 */
export function createMcpSessions(newServer: (authInfo: AuthInfo) => McpServer, now: () => Date) {
  const sessions = createKeptSessions(now)
  const begin = async (request: Request, { authInfo, message }: SessionRequest): Promise<Response> => {
    const { clientId } = authInfo
    await sessions.makeRoom(clientId)
    const server = newServer(authInfo)
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) =>
        sessions.add(id, { transport, server, calls, clientId, url: request.url }),
      onsessionclosed: (id) => void sessions.forget(id),
    })
    // Called however the session ends, such as with the credential of a subscription.
    const onclose = (): void => void sessions.forget(transport.sessionId ?? '')
    // The linter takes a property of this name for an event handler of the DOM.
    Object.assign(transport, { onclose })
    const calls = watchCalls(transport)
    await server.connect(transport)
    return transport.handleRequest(request, { authInfo, parsedBody: message })
  }
  return {
    /** The response; undefined if the request must be served without a session. */
    async serve(request: Request, of: SessionRequest): Promise<Response | undefined> {
      const { authInfo, message, onClose } = of
      const id = request.headers.get('mcp-session-id')
      if (id === null) return isInitializeRequest(message) ? begin(request, of) : undefined
      if (sessions.hasEnded(id)) return new Response(null, { status: 404 })
      const session = sessions.get(id)
      if (session?.clientId !== authInfo.clientId || session.url !== request.url) return undefined
      sessions.use(id, onClose)
      return session.transport.handleRequest(request, { authInfo, parsedBody: message })
    },
    close: () => sessions.close(),
  }
}
