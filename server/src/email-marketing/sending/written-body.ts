import { MAX_BUFFERED_BODY_BYTES } from '../../kernel/limits.ts'
import type { ForwardedWrite } from '../../proxy/guard-write.ts'
import { MAX_PLAIN_VALUES, parsePlainJson } from '../adapters/parse-plain-json.ts'
import type { WrittenBody } from '../adapters/write-rule.ts'

/** The content type of JSON in UTF-8, which no provider can read in another way. */
const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i

const TOO_LARGE = `A body is looked at up to ${MAX_BUFFERED_BODY_BYTES / 1024 / 1024} MiB: send less at once.`
const NOT_PLAIN = `A body is looked at only if it is application/json in UTF-8, not compressed, without two members of one name, and with at most ${MAX_PLAIN_VALUES.toLocaleString('en')} values.`

/** The body of a forwarded write, if it is in memory and JSON that every provider reads in the same way. */
export function readWrittenBody({
  body,
  rawHeaders,
}: Pick<ForwardedWrite, 'body' | 'rawHeaders'>): WrittenBody {
  if (body === null) return {}
  if (!Buffer.isBuffer(body)) return { howToRead: TOO_LARGE }
  const json = isPlainJson(rawHeaders) ? parsePlainJson(body.toString()) : undefined
  return json === undefined ? { howToRead: NOT_PLAIN } : { body: json }
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
