import { isJson } from '../is-json.ts'
import type { Violation } from './violation.ts'

/** JSON can contain unpaired surrogates (RFC 8259 section 8.2). They are rejected, because they cannot be encoded in URLs or files. */
export function judgeTexts(value: unknown, path: readonly (string | number)[] = []): Violation[] {
  if (typeof value === 'string')
    return value.isWellFormed()
      ? []
      : [{ in: 'body', path, rule: 'format', expected: 'Unicode text', found: 'string', value }]
  if (Array.isArray(value)) return value.flatMap((item, index) => judgeTexts(item, [...path, index]))
  if (!isJson(value)) return []
  return Object.entries(value).flatMap(([name, member]) => [
    ...judgeTexts(name, path),
    ...judgeTexts(member, [...path, name]),
  ])
}
