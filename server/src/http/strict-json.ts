import type { FastifyInstance } from 'fastify'
import { visit } from 'jsonc-parser'
import { ProblemError, invalidRequest } from '../kernel/errors.ts'
import { NOT_JSON } from './errors.ts'

/**
 * Bodies of which every reader sees the same: UTF-8 without a byte order mark (RFC 8259 section 8.1), every member once.
 * Where a body is judged here and used by somebody else, two readings would be a way around the judgement.
 */
export function parseStrictJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, readStrictJson(body as Buffer, request.headers['content-type']))
    } catch (error) {
      done(error as Error)
    }
  })
}

/** @throws HubError invalid_request, unsupported_media_type */
function readStrictJson(bytes: Buffer, contentType = ''): unknown {
  const [, charset] = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(contentType) ?? []
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw new ProblemError('unsupported_media_type')
  const text = decode(bytes)
  if (text.startsWith('\uFEFF')) throw refuse('The body begins with a byte order mark.')
  const value = parse(text)
  refuseDuplicates(text)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse(NOT_JSON)
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw refuse('The body is not valid UTF-8.')
  }
}

/** Valid JSON is expected. */
function refuseDuplicates(text: string): void {
  const open: Set<string>[] = []
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty(name) {
      if (open.at(-1)?.has(name)) throw refuse(`The body names “${name.slice(0, 40)}” twice.`)
      open.at(-1)?.add(name)
    },
  })
}

function refuse(detail: string): ProblemError {
  return invalidRequest({ pointer: '', detail })
}
