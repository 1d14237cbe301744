import type { FastifyInstance } from 'fastify'
import type { IncomingHttpHeaders } from 'node:http'
import { ProblemError } from '../kernel/errors.ts'
import { toError } from '../kernel/to-error.ts'

/**
 * Refuses a body that has to be decoded before it is read, on every route and before any parser. What is compressed may be much larger than
 * it says, and in another charset the same bytes are another text.
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

/** @throws ProblemError unsupported_media_type, with the header that says so */
export function assertPlainBody(headers: BodyHeaders): void {
  const { 'content-encoding': encoding = '', 'content-type': type = '' } = headers
  if (!/^\s*(?:identity)?\s*$/i.test(encoding))
    throw encodedBody(
      'Content-Encoding',
      'The body is compressed. Send it as it is, without Content-Encoding.',
    )
  const [, charset] = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(type) ?? []
  if (charset !== undefined && !/^utf-?8$/i.test(charset))
    throw encodedBody('Content-Type', 'The body is in another charset than UTF-8. Send it in UTF-8.')
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
