import type { ForwardedWrite } from '../proxy/guard-write.ts'
import { parsePlainJson } from './parse-plain-json.ts'

/** JSON in UTF-8, and nothing else that a provider could read in the same bytes. */
const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i

/**
 * The body of a forwarded write, if it is JSON that every provider reads alike; undefined if not, or if it is too large to be in memory. Such a
 * body is not read.
 */
export function readWrittenBody({ body, rawHeaders }: Pick<ForwardedWrite, 'body' | 'rawHeaders'>): unknown {
  if (!Buffer.isBuffer(body) || !isPlainJson(rawHeaders)) return undefined
  return parsePlainJson(body.toString())
}

function isPlainJson(rawHeaders: readonly string[]): boolean {
  const types: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase()
    if (name === 'content-encoding') return false
    if (name === 'content-type') types.push(rawHeaders[index + 1] ?? '')
  }
  const [type = '', ...others] = types
  return others.length === 0 && JSON_TYPE.test(type.trim())
}
