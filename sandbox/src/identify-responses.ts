import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Adds an `X-Request-Id` to every response, including rejected ones. Programs log it, and the control page finds the request by it. */
export function identifyResponses(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    identify(reply)
    done(null, payload)
  })
}

/** A problem of Mailchimp already has one, which equals the `instance` of its body. */
export function identify(reply: FastifyReply): void {
  if (!reply.hasHeader('x-request-id')) reply.header('x-request-id', randomUUID())
}
