import type { z } from 'zod'
import type { FieldRule, InvalidField } from '../kernel/errors.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** An invalid value: its path, and the rest of the sentence after its name. */
interface Fault {
  readonly path: Path
  /** The rest of the sentence, such as “is missing”. */
  readonly message: string
  readonly rule: FieldRule
  /** The limit of `too_short` and `too_long`. */
  readonly limit?: number
}

/** An error names the first faults: a body of 64 KiB can have 30,000 of them. */
const MAX_FAULTS = 50
/** Longest name of a member in an error: the client may have invented it. */
const MAX_NAME = 100

/**
 * Converts a schema's issues to invalid fields, at most fifty.
 * @param data the validated value
 */
export function faultsOf(issues: readonly Issue[], data: unknown, part: 'body' | 'address'): InvalidField[] {
  return readAll(issues, data, []).map(({ path, message, rule, limit }) => {
    const name = path.length === 0 ? (part === 'body' ? 'The body' : 'The address') : path.map(cut).join('.')
    const detail = `${name} ${message}.`
    const place = part === 'body' ? { pointer: toPointer(path) } : { parameter: String(path[0] ?? '') }
    return { ...place, detail, rule, ...(limit !== undefined && { limit }) }
  })
}

function cut(part: PropertyKey): string {
  const name = String(part)
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME).toWellFormed()}…` : name
}

function readAll(issues: readonly Issue[], data: unknown, before: Path): Fault[] {
  const faults = issues.slice(0, MAX_FAULTS).flatMap((issue) => read(issue, data, before))
  return faults.slice(0, MAX_FAULTS)
}

/** A JSON Pointer (RFC 6901 section 3). */
export function toPointer(path: Path): string {
  return path.map((part) => `/${cut(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function read(issue: Issue, data: unknown, before: Path): Fault[] {
  const path = [...before, ...issue.path]
  const fault = (message: string, rule: FieldRule = 'invalid', limit?: number): Fault[] => [
    { path, message, rule, ...(limit !== undefined && { limit }) },
  ]
  const value = valueAt(data, path)
  switch (issue.code) {
    case 'invalid_type':
      // A missing body is null.
      if (value === undefined || (value === null && path.length === 0)) return fault('is missing', 'missing')
      if (Array.isArray(value) && issue.expected !== 'array') return fault(listed(issue.expected))
      return fault(`must be ${KINDS[issue.expected] ?? 'of another kind'}`)
    case 'unrecognized_keys':
      return issue.keys
        .slice(0, MAX_FAULTS)
        .map((key) => ({ path: [...path, key], message: 'is not a known member', rule: 'unknown' as const }))
    case 'invalid_value':
      if (value === undefined) return fault('is missing', 'missing')
      return Array.isArray(value)
        ? fault('must occur once')
        : fault(`must be ${choice(issue.values)}`, 'not_a_choice')
    case 'too_small':
      return fault(
        bound(issue.origin, 'at least', issue.minimum),
        ...sizeRule('too_short', issue.origin, issue.minimum),
      )
    case 'too_big':
      return fault(
        bound(issue.origin, 'at most', issue.maximum),
        ...sizeRule('too_long', issue.origin, issue.maximum),
      )
    case 'not_multiple_of':
      return fault(`must be a multiple of ${issue.divisor}`)
    case 'invalid_format':
      return fault(
        FORMATS[issue.format] ?? own(issue.message) ?? 'does not have the right form',
        'wrong_form',
      )
    case 'invalid_union':
      return readUnion(issue, data, path)
    case 'invalid_key':
    case 'invalid_element':
      return readAll(issue.issues, data, path)
    case 'custom':
      return fault(own(issue.message) ?? 'is not as expected')
  }
}

/** The member of a union that the value was probably meant for: the one with the fewest faults. */
function readUnion({ errors, ...issue }: z.core.$ZodIssueInvalidUnion, data: unknown, path: Path): Fault[] {
  if (errors.length === 0) {
    const value = valueAt(data, path)
    if (value === undefined) return [{ path, message: 'is missing', rule: 'missing' }]
    const options = 'options' in issue ? issue.options : []
    return [{ path, message: `must be ${choice(options)}`, rule: 'not_a_choice' }]
  }
  const forms = errors.map((issues) => readAll(issues, data, path))
  const unknown = errors.map((issues) =>
    issues.reduce(
      (sum, inner) =>
        sum + (inner.code === 'unrecognized_keys' && inner.path.length === 0 ? inner.keys.length : 0),
      0,
    ),
  )
  const least = Math.min(...unknown)
  const [meant = [], ...others] = forms.filter((_form, index) => unknown[index] === least)
  if (others.length === 0) return meant
  // No member was meant: report the faults that all of them have.
  const same = (fault: Fault, form: readonly Fault[]): boolean =>
    form.some((other) => toPointer(other.path) === toPointer(fault.path) && other.message === fault.message)
  const shared = meant.filter((fault) => others.every((form) => same(fault, form)))
  const apart = [meant, ...others].flatMap((form) => form.filter((fault) => !same(fault, shared)))
  const names = [...new Set(apart.map((fault) => fault.path.join('.')))]
  return names.length === 0
    ? shared
    : [...shared, { path, message: `needs one of ${names.join(', ')}`, rule: 'invalid' }]
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'null',
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'must be an email address',
  datetime: 'must be a time such as 2026-05-31T08:00:00Z',
  date: 'must be a date such as 2026-05-31',
  url: 'must be a URL such as https://app.example/',
  safeint: 'must be a whole number',
}

const listed = (expected: string): string =>
  expected === 'object' ? 'must be an object, not a list' : 'must occur once, not as a list'

/** The message if it is from our own schemas: zod's begin with a capital. */
function own(message: string): string | undefined {
  return /^[a-z]/.test(message) ? message : undefined
}

function choice(values: readonly unknown[]): string {
  const words = values.map(String)
  return words.length === 1 ? (words[0] ?? '') : `one of ${words.join(', ')}`
}

/** A rule about length; only for texts, whose length people can see. */
function sizeRule(rule: FieldRule, origin: string, limit: number | bigint): [FieldRule, number?] {
  return origin === 'string' ? [rule, Number(limit)] : ['invalid']
}

function bound(origin: string, how: string, limit: number | bigint): string {
  const one = limit === 1 || limit === 1n
  if (origin === 'string')
    return how === 'at least' && one
      ? 'must not be empty'
      : `must have ${how} ${limit} character${one ? '' : 's'}`
  if (origin === 'array') return `must have ${how} ${limit} ${one ? 'entry' : 'entries'}`
  return `must be ${how} ${limit}`
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    data,
  )
}
