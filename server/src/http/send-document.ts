import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** A member of a JSON document: a value, or the items of an array, page by page. */
export type DocumentMember = string | { readonly pages: AsyncIterable<readonly unknown[]> }

/** Sends a JSON object that may be too large for memory: its pages are read as fast as the client reads them. HEAD reads none. */
export function sendDocument(
  reply: FastifyReply,
  members: Readonly<Record<string, DocumentMember>>,
): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(Readable.from(reply.request.method === 'HEAD' ? [] : textOf(members)))
}

async function* textOf(members: Readonly<Record<string, DocumentMember>>): AsyncGenerator<string> {
  let before = '{'
  for (const [name, member] of Object.entries(members)) {
    yield `${before}${JSON.stringify(name)}:`
    before = ','
    if (typeof member === 'string') yield JSON.stringify(member)
    else yield* itemsOf(member.pages)
  }
  yield '}'
}

async function* itemsOf(pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  let before = '['
  for await (const page of pages) {
    if (page.length === 0) continue
    yield before + page.map((item) => JSON.stringify(item)).join(',')
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}
