import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Log } from '../kernel/log.ts'
import { MINUTE, SECOND } from '../kernel/time.ts'

export interface SocketLimits {
  /** How long a client may read nothing of what is sent to it. */
  readonly maxStalledMs: number
  /** Maximum of unread bytes of all connections together. */
  readonly maxUnreadBytes: number
  /** Maximum number of open connections; further ones are closed at once. */
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
   * Closes connections without a pending response, and the others after their response. Node's own `closeIdleConnections` keeps a connection
   * open if its last response was sent before the request body was read.
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
    // For a client that sends no request. After the first response, Node's timer of idle connections replaces it.
    socket.setTimeout(maxStalledMs)
  })
  // Also emitted when an idle connection has been kept long enough. A pending response without unread bytes is still being created.
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

/** Logs once that connections are refused, not each of them. */
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
 * Starts a timer only for a connection that waits for its client. Node's server timeout would restart one with each request, and with all
 * that is read and written.
 */
function watchStalled(sockets: ReadonlySet<Socket>, maxStalledMs: number): void {
  for (const socket of sockets)
    if (socket.writableLength > 0 && !socket.timeout) socket.setTimeout(maxStalledMs)
}

/** Closes the connections with the most unread bytes until the rest is within the limit. */
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
