import { hash } from 'node:crypto'
import type { FastifyReply } from 'fastify'

/** A document that is the same for everyone: created with the first request, and kept in memory. */
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

/** Sends a document with its ETag; 304 to a client that has it (RFC 9110 section 13.1.2). A new server version may change it, so clients always revalidate. */
export function sendStatic(reply: FastifyReply, { type, made }: StaticDocument): FastifyReply {
  const { bytes, etag } = made()
  reply.headers({ etag, 'cache-control': 'no-cache' })
  const known = reply.request.headers['if-none-match'] ?? ''
  const isKnown = known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
  return isKnown ? reply.code(304).send() : reply.type(type).send(bytes)
}
