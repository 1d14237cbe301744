import { hash } from 'node:crypto'
import type { FastifyReply } from 'fastify'

/** A document that is the same for all: made with the first request, and sent from the same memory to everyone. */
export interface StaticDocument {
  readonly type: string
  readonly made: () => MadeDocument
}

interface MadeDocument {
  readonly bytes: Buffer
  readonly etag: string
}

export function staticDocument(type: string, make: () => string): StaticDocument {
  let made: MadeDocument | undefined
  return { type, made: () => (made ??= madeOf(make())) }
}

const madeOf = (text: string): MadeDocument => ({
  bytes: Buffer.from(text),
  etag: `"${hash('sha256', text, 'base64url')}"`,
})

/** Sends it with its ETag; 304 to a client that has it (RFC 9110, 13.1.2). A new version of the server has a new one, so clients always ask. */
export function sendStatic(reply: FastifyReply, { type, made }: StaticDocument): FastifyReply {
  const { bytes, etag } = made()
  reply.headers({ etag, 'cache-control': 'no-cache' })
  const known = reply.request.headers['if-none-match'] ?? ''
  const isKnown = known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
  return isKnown ? reply.code(304).send() : reply.type(type).send(bytes)
}
