import type { FastifyReply } from 'fastify'

/**
 * Aborted when the client disconnects before the response is sent. A request with an `Idempotency-Key` goes on: the client that lost its
 * connection gets the response when it repeats the request.
 */
export function signalOf({ raw, request }: FastifyReply): AbortSignal {
  const controller = new AbortController()
  if (request.heldKey) return controller.signal
  const closed = (): void => {
    if (!raw.writableFinished) controller.abort()
  }
  raw.once('close', closed)
  if (raw.destroyed) closed()
  return controller.signal
}
