import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'

/** Maximum of pipelined requests that wait for an earlier response. Clients that pipeline at all send a few. */
const MAX_WAITING = 100

/**
 * Serves the requests of a connection one after another: each starts when the response before it was sent to the network (RFC 9112 section
 * 9.3.2). Node would start all pipelined requests at once, and keep their responses for a client that may never read them. A connection with
 * too many waiting requests is closed; none of these was started.
 */
export function serveInTurn(serve: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>()
  return (request, response) => {
    // A response has the socket if it is its turn.
    if (response.socket !== null) return serve(request, response)
    const { socket } = request
    const count = (waiting.get(socket) ?? 0) + 1
    waiting.set(socket, count)
    if (count > MAX_WAITING) return void socket.destroy()
    response.once('socket', () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1)
      // Node has not assigned the socket yet.
      process.nextTick(() => {
        if (!socket.destroyed) serve(request, response)
      })
    })
  }
}
