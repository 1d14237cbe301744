import type { FastifyInstance } from 'fastify'
import { visit } from 'jsonc-parser'
import { type ProblemError, invalidRequest } from '../kernel/errors.ts'
import { findExcess } from '../kernel/find-excess.ts'
import { NOT_JSON } from './errors.ts'
import { toPointer } from './faults.ts'
import { toError } from '../kernel/to-error.ts'

/**
 * Accepts only JSON bodies that every program reads in the same way: UTF-8 without a byte order mark, each member once, and only text that
 * every database and client can store (RFC 8259 sections 4 and 8). An empty body counts as none.
 */
export function readJsonBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, readJson(Buffer.from(body)))
    } catch (error) {
      done(toError(error))
    }
  })
}

/** @returns undefined: the body is empty. @throws ProblemError invalid_request */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined
  const text = decode(bytes)
  if (text.startsWith('\uFEFF')) throw invalidBody('The body begins with a byte order mark.')
  const value = parse(text)
  rejectDuplicates(text)
  if (ESCAPED.test(text)) rejectUnusableText(value, [])
  return value
}

function parse(text: string): unknown {
  const excess = findExcess(text)
  if (excess !== undefined) throw invalidBody(`The body ${excess}.`)
  try {
    return JSON.parse(text)
  } catch {
    throw invalidBody(NOT_JSON)
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw invalidBody('The body is not valid UTF-8.')
  }
}

/** @param text valid JSON */
function rejectDuplicates(text: string): void {
  const open: Set<string>[] = []
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty(name) {
      if (open.at(-1)?.has(name)) throw invalidBody(`The body names “${name.slice(0, 40)}” twice.`)
      open.at(-1)?.add(name)
    },
  })
}

/** Valid UTF-8 can contain U+0000 and lone surrogates only as escapes. */
const ESCAPED = /\\u(?:0000|d[89a-f])/i

/** PostgreSQL cannot store U+0000, and a lone surrogate is not text. */
function rejectUnusableText(value: unknown, path: readonly PropertyKey[]): void {
  if (typeof value === 'string') {
    if (isUsableText(value)) return
    const name = path.length === 0 ? 'The body' : path.map(String).join('.')
    throw invalidRequest({
      pointer: toPointer(path),
      detail: `${name} contains U+0000 or half of a surrogate pair.`,
    })
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, member] of Object.entries(value)) {
    if (!isUsableText(key)) throw invalidBody('A member’s name contains U+0000 or half of a surrogate pair.')
    rejectUnusableText(member, [...path, key])
  }
}

const isUsableText = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

function invalidBody(detail: string): ProblemError {
  return invalidRequest({ pointer: '', detail })
}
