import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Log } from '../kernel/log.ts'
import { MINUTE, SECOND } from '../kernel/time.ts'

export interface SocketLimits {
  /** How long a client may take nothing of what is sent to it. */
  readonly maxStalledMs: number
  /** What clients have not taken, of all connections together. */
  readonly maxUnreadBytes: number
  /** Connections at the same time; more are closed at once. */
  readonly maxConnections: number
}

/** A connection without a request takes some 15 kB of memory. */
const LIMITS: SocketLimits = {
  maxStalledMs: MINUTE,
  maxUnreadBytes: 256 * 1024 * 1024,
  maxConnections: 10_000,
}

/** The connections of a server. */
export interface LimitedSockets {
  /**
   * Closes those on which no response is pending, and lets no other stay open after its response. Node's own `closeIdleConnections` leaves
   * those open whose last request was answered before its body was read.
   */
  closeIdle(): void
}

/** Watches the connections of a server, and closes those whose clients do not read, so that they do not fill its memory. */
export function limitSockets(
  server: Server,
  log: Log,
  { maxStalledMs, maxUnreadBytes, maxConnections }: SocketLimits = LIMITS,
): LimitedSockets {
  const sockets = new Set<Socket>()
  server.maxConnections = maxConnections
  logDrops(server, log)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // For a client that asks for nothing. After the first response, Node's own timer of idle connections replaces it.
    socket.setTimeout(maxStalledMs)
  })
  // Also reported when an idle connection has been kept long enough. A response without anything to send is still being made.
  server.on('timeout', (socket: Socket) => {
    if (socket.writableLength > 0 || !isResponding(socket)) socket.destroy()
  })
  const watching = setInterval(() => {
    watchStalled(sockets, maxStalledMs)
    closeSlowest(sockets, maxUnreadBytes)
  }, SECOND).unref()
  server.once('close', () => clearInterval(watching))
  return {
    closeIdle() {
      server.keepAliveTimeout = 1
      for (const socket of sockets) if (!isResponding(socket)) socket.destroy()
    },
  }
}

/** Logs that connections are refused, not each of them. */
function logDrops(server: Server, log: Log): void {
  let loggedAt = -Infinity
  server.on('drop', () => {
    const now = performance.now()
    if (now - loggedAt < MINUTE) return
    loggedAt = now
    log.warn({}, 'too many connections: new ones are closed')
  })
}

/**
 * Only what waits for its client has a timer. Node's timeout of a server would start one with each request, and again with all that is read and
 * written.
 */
function watchStalled(sockets: ReadonlySet<Socket>, maxStalledMs: number): void {
  for (const socket of sockets)
    if (socket.writableLength > 0 && !socket.timeout) socket.setTimeout(maxStalledMs)
}

/** Closes the connections with the most that is unread until the rest is within the limit. */
function closeSlowest(sockets: ReadonlySet<Socket>, maxUnreadBytes: number): void {
  let total = 0
  for (const { writableLength } of sockets) total += writableLength
  if (total <= maxUnreadBytes) return
  for (const socket of [...sockets].toSorted((a, b) => b.writableLength - a.writableLength)) {
    if (total <= maxUnreadBytes) return
    total -= socket.writableLength
    socket.destroy()
  }
}

/** Node sets this property while a response is pending. */
function isResponding(socket: Socket): boolean {
  const response: unknown = Reflect.get(socket, '_httpMessage')
  return response !== undefined && response !== null
}
