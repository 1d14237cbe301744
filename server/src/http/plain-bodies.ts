import type { FastifyInstance } from 'fastify'
import type { IncomingHttpHeaders } from 'node:http'
import { ProblemError } from '../kernel/errors.ts'
import { toError } from '../kernel/to-error.ts'

/**
 * Rejects bodies that would have to be decoded, on every route and before any parser: a compressed body can be much larger than its
 * `Content-Length`, and in another charset the same bytes are a different text.
 */
export function requirePlainBodies(server: FastifyInstance): void {
  server.addHook('preParsing', (request, _reply, payload, done) => {
    try {
      if (hasBody(request.headers)) assertPlainBody(request.headers)
      done(null, payload)
    } catch (error) {
      done(toError(error))
    }
  })
}

type BodyHeaders = Pick<IncomingHttpHeaders, 'content-encoding' | 'content-type'>

/** @throws ProblemError unsupported_media_type, with the header that is the reason */
export function assertPlainBody(headers: BodyHeaders): void {
  const { 'content-encoding': encoding = '', 'content-type': type = '' } = headers
  if (!/^\s*(?:identity)?\s*$/i.test(encoding))
    throw encodedBody(
      'Content-Encoding',
      'The body is compressed. Send it uncompressed, without Content-Encoding.',
    )
  const [, charset] = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(type) ?? []
  if (charset !== undefined && !/^utf-?8$/i.test(charset))
    throw encodedBody('Content-Type', 'The charset of the body is not UTF-8. Send it in UTF-8.')
}

function encodedBody(header: string, detail: string): ProblemError {
  return new ProblemError('unsupported_media_type', { errors: [{ header, detail }] })
}

function hasBody({
  'content-length': length = '0',
  'transfer-encoding': coding,
}: IncomingHttpHeaders): boolean {
  return length !== '0' || coding !== undefined
}
