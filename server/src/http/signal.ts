import type { FastifyReply } from 'fastify'

/** Aborted when the client disconnects before the response is sent. */
export function signalOf({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController()
  const closed = (): void => {
    if (!raw.writableFinished) controller.abort()
  }
  raw.once('close', closed)
  if (raw.destroyed) closed()
  return controller.signal
}
