import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'

/**
 * Gives every response an `X-Request-Id`, as Mailchimp does, also those of its edge and the refused ones: programs log it, and it leads from
 * their log to the request on the control page.
 */
export function identifyResponses(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    identify(reply)
    done(null, payload)
  })
}

/** A problem of Mailchimp has one already: the `instance` of its body. */
export function identify(reply: FastifyReply): void {
  if (!reply.hasHeader('x-request-id')) reply.header('x-request-id', randomUUID())
}
