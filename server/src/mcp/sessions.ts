import {
  isInitializeRequest,
  WebStandardStreamableHTTPServerTransport,
  type AuthInfo,
  type McpServer,
} from '@modelcontextprotocol/server'
import { randomUUID } from 'node:crypto'
import { MINUTE } from '../kernel/time.ts'

interface Session {
  readonly transport: WebStandardStreamableHTTPServerTransport
  readonly server: McpServer
  /** Who has begun it, and at which address: nobody else is served in it, and it is served nowhere else. */
  readonly clientId: string
  readonly address: string
  usedAt: number
}

/** Each takes some 70 KB. */
const MOST = 500
/** So that nobody takes the room of all. */
const MOST_EACH = 50
const IDLE_MS = 30 * MINUTE

/**
 * Sessions of the older revision, in which a person can be asked in the middle of a call. They live in this process: one that is
 * not known here, after a restart or beside another process, is served without, and then nobody is asked.
 */
export function createSessions(newServer: (authInfo: AuthInfo) => McpServer) {
  const open = new Map<string, Session>()
  /** Those that have ended here: whoever comes with one begins anew. */
  const ended = new Set<string>()

  const forget = (id: string): Session | undefined => {
    const session = open.get(id)
    open.delete(id)
    ended.add(id)
    const [oldest = ''] = ended
    if (ended.size > MOST) ended.delete(oldest)
    return session
  }
  const end = async (id: string): Promise<void> => forget(id)?.server.close()
  const makeRoom = async (now: number, clientId: string): Promise<void> => {
    const own = [...open].filter(([, session]) => session.clientId === clientId)
    for (const [id] of own.slice(0, Math.max(0, own.length - MOST_EACH + 1))) await end(id)
    // In the order in which they were used last.
    for (const [id, { usedAt }] of open) {
      if (open.size < MOST && now - usedAt < IDLE_MS) return
      await end(id)
    }
  }
  const begin = async (request: Request, authInfo: AuthInfo): Promise<Response> => {
    await makeRoom(Date.now(), authInfo.clientId)
    const server = newServer(authInfo)
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) =>
        void open.set(id, {
          transport,
          server,
          clientId: authInfo.clientId,
          address: request.url,
          usedAt: Date.now(),
        }),
      onsessionclosed: (id) => void forget(id),
    })
    await server.connect(transport)
    return transport.handleRequest(request, { authInfo })
  }

  return {
    /** undefined: it is to be served without a session. */
    async serve(request: Request, authInfo: AuthInfo): Promise<Response | undefined> {
      const id = request.headers.get('mcp-session-id')
      if (id === null) return (await beginsSession(request)) ? begin(request, authInfo) : undefined
      if (ended.has(id)) return new Response(null, { status: 404 })
      const session = open.get(id)
      if (session?.clientId !== authInfo.clientId || session.address !== request.url) return undefined
      open.delete(id)
      open.set(id, session)
      session.usedAt = Date.now()
      return session.transport.handleRequest(request, { authInfo })
    },
    async close(): Promise<void> {
      for (const id of open.keys()) await end(id)
    },
  }
}

async function beginsSession(request: Request): Promise<boolean> {
  if (request.method !== 'POST') return false
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => undefined)
  return isInitializeRequest(body)
}
