import type { FastifyInstance } from 'fastify'
import { acceptMultipartForms } from '../multipart-form.ts'
import { textsIn } from '../texts-in.ts'

/**
 * For pages and endpoints that take forms: parses bodies of any form media type, JSON, or no media type to a record of strings, which is
 * empty without a body. Drops JSON members that are not strings.
 */
export function readForms(server: FastifyInstance): void {
  acceptMultipartForms(server)
  server.addHook('preHandler', async (request) => {
    request.body = textsIn(request.body)
  })
}
