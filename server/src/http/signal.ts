import type { FastifyReply } from 'fastify'

/**
 * A signal that is aborted when the client disconnects before the response is sent. Not for a request with an `Idempotency-Key`, which goes
 * on: the client gets its response when it repeats the request.
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
