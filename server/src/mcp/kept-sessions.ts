import type { McpServer, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server'
import { MINUTE } from '../kernel/time.ts'
import type { SessionCalls } from './session-calls.ts'

export interface McpSession {
  readonly transport: WebStandardStreamableHTTPServerTransport
  readonly server: McpServer
  readonly calls: SessionCalls
  /** The principal and the URL that it is bound to. */
  readonly clientId: string
  readonly url: string
}

interface KeptSession extends McpSession {
  usedAt: number
  /** Number of requests whose responses are not finished, such as the stream of a listening client. With one, the session is not idle. */
  openRequests: number
}

/** Maximum of sessions in this process; each takes about 70 KB. */
const MAX_SESSIONS = 500
const MAX_SESSIONS_PER_PRINCIPAL = 50
const IDLE_MS = 30 * MINUTE

/** The sessions of this process, within limits. */
export function createKeptSessions(now: () => Date) {
  /** The sessions, least recently used first. */
  const kept = new Map<string, KeptSession>()
  const ended = new Set<string>()

  const forget = (id: string): McpSession | undefined => {
    const session = kept.get(id)
    if (!session) return undefined
    kept.delete(id)
    ended.add(id)
    const [oldest = ''] = ended
    if (ended.size > MAX_SESSIONS) ended.delete(oldest)
    return session
  }
  const end = async (id: string): Promise<void> => forget(id)?.server.close()
  const touch = (id: string, session: KeptSession): void => {
    session.usedAt = now().getTime()
    kept.delete(id)
    kept.set(id, session)
  }
  /** The sessions in the order in which they are ended: idle ones first. */
  const inOrderOfEnd = (): (readonly [string, KeptSession])[] => {
    const { quiet = [], busy = [] } = Object.groupBy([...kept], ([, { openRequests }]) =>
      openRequests === 0 ? 'quiet' : 'busy',
    )
    return [...quiet, ...busy]
  }
  return {
    get: (id: string): McpSession | undefined => kept.get(id),
    /** Whether a session has ended: its requests get 404, so that the client starts a new one. */
    hasEnded: (id: string): boolean => ended.has(id),
    add: (id: string, session: McpSession) => touch(id, { ...session, usedAt: 0, openRequests: 0 }),
    forget,
    /** Counts a request as open until its response is finished. */
    use(id: string, onClose: (closed: () => void) => void): void {
      const session = kept.get(id)
      if (!session) return
      touch(id, session)
      session.openRequests++
      onClose(() => {
        session.openRequests--
        if (kept.has(id)) touch(id, session)
      })
    },
    /** Ends idle sessions, and as many others as needed to make room for another one of this principal. */
    async makeRoom(clientId: string): Promise<void> {
      const own = inOrderOfEnd().filter(([, session]) => session.clientId === clientId)
      for (const [id] of own.slice(0, Math.max(0, own.length - MAX_SESSIONS_PER_PRINCIPAL + 1))) await end(id)
      const idleSince = now().getTime() - IDLE_MS
      for (const [id, { usedAt, openRequests }] of inOrderOfEnd()) {
        if (kept.size < MAX_SESSIONS && (openRequests > 0 || usedAt > idleSince)) return
        await end(id)
      }
    },
    /** Ends all, each when its calls have ended. */
    async close(): Promise<void> {
      const ends = [...kept].map(async ([id, { calls }]) => {
        await calls.ended()
        await end(id)
      })
      await Promise.all(ends)
    },
  }
}
