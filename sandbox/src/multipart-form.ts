import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Takes forms as `multipart/form-data`, too: PHP clients send an array of fields so. Files are left out. */
export function acceptMultipartForms(server: FastifyInstance): void {
  server.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, readForm)
}

async function readForm(request: FastifyRequest, body: string | Buffer): Promise<Record<string, string>> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  const form = await new Response(Buffer.from(body), { headers }).formData().catch(() => new FormData())
  return Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}
