import type { FastifyInstance } from 'fastify'
import { acceptMultipartForms } from '../multipart-form.ts'
import { textsIn } from '../texts-in.ts'

/**
 * For pages and endpoints that take forms, in any of their media types, or without one: their body is a record of texts, which is empty
 * when nothing was sent. A member of JSON that is no text is left out.
 */
export function readForms(server: FastifyInstance): void {
  acceptMultipartForms(server)
  server.addHook('preHandler', async (request) => {
    request.body = textsIn(request.body)
  })
}
