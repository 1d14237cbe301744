import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'

/** Pipelined requests that wait for the response before theirs. Clients that pipeline at all send a few. */
const MAX_WAITING = 100

/**
 * Serves the requests of a connection in turn: one begins when the response before it has been handed to the network (RFC 9112 section
 * 9.3.2). Node begins all pipelined requests at once, and keeps their responses for a client that may never read them. A connection with
 * too many requests that wait is closed; none of these has begun.
 */
export function serveInTurn(serve: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>()
  return (request, response) => {
    // A response has the socket when it is its turn.
    if (response.socket !== null) return serve(request, response)
    const { socket } = request
    const count = (waiting.get(socket) ?? 0) + 1
    waiting.set(socket, count)
    if (count > MAX_WAITING) return void socket.destroy()
    response.once('socket', () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1)
      // Node still prepares the response.
      process.nextTick(() => {
        if (!socket.destroyed) serve(request, response)
      })
    })
  }
}
