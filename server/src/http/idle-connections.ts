import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Returns a function that closes the connections on which no response is pending, and lets no other stay open after its response. Node's
 * own `closeIdleConnections` leaves those open whose last request was answered before its body was read.
 */
export function trackIdleConnections(server: Server): () => void {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return () => {
    server.keepAliveTimeout = 1
    for (const socket of sockets) if (!isResponding(socket)) socket.destroy()
  }
}

/** Node sets this property while a response is pending. */
function isResponding(socket: Socket): boolean {
  const response: unknown = Reflect.get(socket, '_httpMessage')
  return response !== undefined && response !== null
}
