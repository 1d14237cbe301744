import type { FastifyReply } from 'fastify'
import { renderDocument, type DocumentOptions } from '../views/document.ts'
import type { Html } from '../views/html.ts'

export interface PageOptions extends DocumentOptions {
  readonly status?: number
}

/** Sends a page that the server renders, with the headers of its content security policy. */
export function sendPage(
  reply: FastifyReply,
  { status = 200, ...options }: PageOptions,
  body: Html,
): FastifyReply {
  const { markup, headers } = renderDocument(options, body)
  return reply.code(status).headers(headers).type('text/html; charset=utf-8').serializer(String).send(markup)
}
