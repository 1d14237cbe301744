import { withoutMisleading } from './visible-text.ts'

/** No platform nests deeper; whatever walks through it must come to an end. */
const DEEPEST = 64

/** A platform's JSON, unless it holds what no JSON of theirs does: text that is no Unicode, nesting without end, nothing at all. */
export function readJson(text: string): { value: unknown } | { problem: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: text === '' ? 'an empty answer' : 'an answer that is no JSON' }
  }
  if (!isShallow(value)) return { problem: `nested deeper than ${DEEPEST}` }
  // Only an escape can make half of a character: whatever else arrives was decoded as UTF-8.
  if (/\\u[dD][89a-fA-F]/.test(text) && !isWellFormed(value)) return { problem: 'text that is no Unicode' }
  return { value }
}

/** Without recursion: it is what protects everything that recurs. */
function isShallow(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; depth <= DEEPEST; depth++) {
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

const LONGEST_PROBLEM = 300
/** Where platforms write why. */
const PROBLEM_MEMBERS = ['detail', 'error_message', 'ErrorDescription', 'message', 'title']

/** The platform's own reason, as one line of plain text: whoever asked must know what to change. */
export function problemIn(text: string): string {
  const body = readJson(text)
  const value = 'value' in body ? body.value : null
  const [first] = (Array.isArray(value) ? value : [value]) as unknown[]
  if (!isRecord(first)) return 'it gives no reason'
  const { errors } = first
  const said = PROBLEM_MEMBERS.map((name) => first[name]).find((member) => typeof member === 'string')
  const fields = (Array.isArray(errors) ? (errors as unknown[]) : [])
    .filter(isRecord)
    .map(({ field, message }) => `${wordOf(field)}: ${wordOf(message)}`)
  const words = [said, ...fields].filter((part) => part !== undefined).join(' ')
  const line = withoutMisleading(words)
    .replaceAll(/[<>\s]+/g, ' ')
    .trim()
  return line === '' ? 'it gives no reason' : line.slice(0, LONGEST_PROBLEM).toWellFormed()
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '?')
