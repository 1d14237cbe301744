import {
  isInitializeRequest,
  WebStandardStreamableHTTPServerTransport,
  type AuthInfo,
  type McpServer,
} from '@modelcontextprotocol/server'
import { randomUUID } from 'node:crypto'
import { MINUTE } from '../kernel/time.ts'

interface McpSession {
  readonly transport: WebStandardStreamableHTTPServerTransport
  readonly server: McpServer
  /** The principal and the URL that it is bound to. */
  readonly clientId: string
  readonly url: string
  usedAt: number
}

/** Each takes about 70 KB. */
const MAX_SESSIONS = 500
const MAX_SESSIONS_PER_PRINCIPAL = 50
const IDLE_MS = 30 * MINUTE

/**
 * MCP sessions of the 2025 revisions, in which a client can be asked during a call (elicitation). They live in this process: a request with
 * the session of another process, or of one before a restart, is served without a session and cannot ask.
 */
export function createMcpSessions(newServer: (authInfo: AuthInfo) => McpServer) {
  const open = new Map<string, McpSession>()
  /** Ended sessions: answered 404, so that the client starts a new one. */
  const ended = new Set<string>()

  const forget = (id: string): McpSession | undefined => {
    const session = open.get(id)
    open.delete(id)
    ended.add(id)
    const [oldest = ''] = ended
    if (ended.size > MAX_SESSIONS) ended.delete(oldest)
    return session
  }
  const end = async (id: string): Promise<void> => forget(id)?.server.close()
  const makeRoom = async (now: number, clientId: string): Promise<void> => {
    const own = [...open].filter(([, session]) => session.clientId === clientId)
    for (const [id] of own.slice(0, Math.max(0, own.length - MAX_SESSIONS_PER_PRINCIPAL + 1))) await end(id)
    // Least recently used first.
    for (const [id, { usedAt }] of open) {
      if (open.size < MAX_SESSIONS && now - usedAt < IDLE_MS) return
      await end(id)
    }
  }
  const begin = async (request: Request, authInfo: AuthInfo, message: unknown): Promise<Response> => {
    await makeRoom(Date.now(), authInfo.clientId)
    const server = newServer(authInfo)
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) =>
        void open.set(id, {
          transport,
          server,
          clientId: authInfo.clientId,
          url: request.url,
          usedAt: Date.now(),
        }),
      onsessionclosed: (id) => void forget(id),
    })
    // However it ends, such as with the credential of a subscription.
    const onclose = (): void => {
      if (transport.sessionId !== undefined && open.has(transport.sessionId)) forget(transport.sessionId)
    }
    // The linter takes a property of this name for an event handler of the DOM.
    Object.assign(transport, { onclose })
    await server.connect(transport)
    return transport.handleRequest(request, { authInfo, parsedBody: message })
  }

  return {
    /** undefined: serve it without a session. */
    async serve(request: Request, authInfo: AuthInfo, message: unknown): Promise<Response | undefined> {
      const id = request.headers.get('mcp-session-id')
      if (id === null) return isInitializeRequest(message) ? begin(request, authInfo, message) : undefined
      if (ended.has(id)) return new Response(null, { status: 404 })
      const session = open.get(id)
      if (session?.clientId !== authInfo.clientId || session.url !== request.url) return undefined
      open.delete(id)
      open.set(id, session)
      session.usedAt = Date.now()
      return session.transport.handleRequest(request, { authInfo, parsedBody: message })
    },
    async close(): Promise<void> {
      for (const id of open.keys()) await end(id)
    },
  }
}
