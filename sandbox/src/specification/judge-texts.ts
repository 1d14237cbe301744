import { isJson } from '../is-json.ts'
import type { Violation } from './violation.ts'

/** JSON can name half of a character (RFC 8259 section 8.2). No text has one: it could be in no address, and in no file. */
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
