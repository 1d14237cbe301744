import type { FastifyReply } from 'fastify'

/** A document that is the same for all: made with the first request, and sent from the same memory to everyone. */
export interface StaticDocument {
  readonly type: string
  readonly bytes: () => Buffer
}

export function staticDocument(type: string, make: () => string): StaticDocument {
  let made: Buffer | undefined
  return { type, bytes: () => (made ??= Buffer.from(make())) }
}

export function sendStatic(reply: FastifyReply, { type, bytes }: StaticDocument): FastifyReply {
  return reply.type(type).send(bytes())
}
