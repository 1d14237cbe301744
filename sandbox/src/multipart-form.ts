import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Also accepts forms as `multipart/form-data`, which PHP clients send for arrays of fields. The value of a file is its text. */
export function acceptMultipartForms(server: FastifyInstance): void {
  server.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, readForm)
}

async function readForm(request: FastifyRequest, body: string | Buffer): Promise<Record<string, string>> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  const form = await new Response(Buffer.from(body), { headers }).formData().catch(() => new FormData())
  const fields = [...form].map(async ([name, value]): Promise<[string, string]> => [
    name,
    typeof value === 'string' ? value : await value.text(),
  ])
  return Object.fromEntries(await Promise.all(fields))
}
