import type { FastifyInstance } from 'fastify'
import type { Description } from '../../views/api-reference/description.ts'
import { referenceFrame, type ReferencePage } from '../../views/api-reference/reference-frame.ts'
import { referencePages } from '../../views/api-reference/reference-pages.ts'
import { sendStatic, staticDocument, type StaticDocument } from './static-document.ts'

interface WrittenPage {
  readonly document: StaticDocument
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The reference at `/docs`, with a page for each tag, rendered from the description that `@fastify/swagger` creates. A page is rendered with
 * the first request for it, when the server's URL is known, and kept in memory.
 */
export function registerReference(server: FastifyInstance): void {
  let pages: readonly ReferencePage[] | undefined
  const written = new Map<string, WrittenPage>()
  const write = (path: string): WrittenPage | undefined => {
    pages ??= referencePages(descriptionOf(server))
    const page = pages.find((one) => one.path === path)
    if (!page) return undefined
    const { markup, headers } = referenceFrame(page, pages)
    return { document: staticDocument('text/html; charset=utf-8', () => markup), headers }
  }
  for (const url of ['/docs', '/docs/:page'])
    server.get<{ Params: { page?: string } }>(url, { schema: { hide: true } }, (request, reply) => {
      const { page } = request.params
      const path = page === undefined ? '/docs' : `/docs/${page}`
      const found = written.get(path) ?? write(path)
      if (!found) return reply.callNotFound()
      written.set(path, found)
      return sendStatic(reply.headers(found.headers), found.document)
    })
}

function descriptionOf(server: FastifyInstance): Description {
  const description: object = server.swagger()
  if (!isDescription(description))
    throw new TypeError('the description of the API has no paths or no webhooks')
  return description
}

const isDescription = (value: object): value is Description =>
  ['info', 'servers', 'tags', 'paths', 'webhooks', 'components'].every((member) => member in value)
