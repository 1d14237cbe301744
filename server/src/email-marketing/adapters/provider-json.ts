import { isObject, parseJson } from '../../kernel/json.ts'
import { withoutMisleading } from '../../kernel/foreign-text.ts'
import { inQuotes } from '../html/visible-text.ts'

/** No provider nests deeper. The limit protects recursive code. */
const MAX_DEPTH = 64

/** Parses a provider's JSON; rejects invalid Unicode, excessive nesting and empty responses. */
export function readJson(text: string): { value: unknown } | { problem: string } {
  let value: unknown
  try {
    value = parseJson(text)
  } catch {
    return { problem: text === '' ? 'an empty response' : 'a response that is not JSON' }
  }
  if (!isShallow(value)) return { problem: `nested deeper than ${MAX_DEPTH}` }
  // Only an escape sequence can produce a lone surrogate: everything else was decoded as UTF-8.
  if (/\\u[dD][89a-fA-F]/.test(text) && !isWellFormed(value))
    return { problem: 'text that is not valid Unicode' }
  return { value }
}

/** Not recursive, because it protects recursive code. */
function isShallow(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
    if (level.length === 0) return true
  }
  return false
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, inner]) => name.isWellFormed() && isWellFormed(inner))
}

const MAX_PROBLEM_LENGTH = 300
/** Members in which providers describe an error. */
const PROBLEM_MEMBERS = ['detail', 'error_message', 'ErrorDescription', 'message', 'title']

/** The provider's error message as one line of plain text in quotes, so that the client knows what to change. */
export function problemIn(text: string): string {
  const body = readJson(text)
  const value = 'value' in body ? body.value : null
  const [first] = (Array.isArray(value) ? value : [value]) as unknown[]
  if (!isObject(first)) return 'it gives no reason'
  const { errors } = first
  const said = PROBLEM_MEMBERS.map((name) => first[name]).find((member) => typeof member === 'string')
  const fields = (Array.isArray(errors) ? (errors as unknown[]) : [])
    .filter(isObject)
    .map(({ field, message }) => `${wordOf(field)}: ${wordOf(message)}`)
  const words = [said, ...fields].filter((part) => part !== undefined).join(' ')
  const line = withoutMisleading(words)
    .replaceAll(/[<>\s]+/g, ' ')
    .trim()
  return line === '' ? 'it gives no reason' : inQuotes(line.slice(0, MAX_PROBLEM_LENGTH).toWellFormed())
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '?')
