import { z } from 'zod'
import { counted } from '../kernel/counted.ts'
import { ProblemError } from '../kernel/errors.ts'
import { findExcess } from '../kernel/find-excess.ts'
import { nearestParameter, sameParameter } from './nearest-parameter.ts'
import { said } from '../kernel/foreign-text.ts'
import { isObject } from '../kernel/json.ts'

/** The parts of JSON Schema that the parameters use. */
interface Described {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
}

/** No tool has as many parameters, and no object in a list as many members. */
const MAX_MEMBERS = 100
/** An error names the first problems; the rest are counted, and cost nothing. */
const MAX_PROBLEMS = 20
/** A problem, put into words only if the error names it. */
type Problem = () => string

/**
 * Reads the arguments of a call the way models write them. A parameter is omitted as null, "" or "null", and 5 is also "5". A list of
 * strings may be one string, a list of names and values a map, and `campaign` may be `campaign_id` or `campaignId`. Unknown parameters are
 * rejected by name.
 * @throws ProblemError invalid_request with the first twenty problems
 */
export function readArguments(tool: string, input: z.ZodObject, given: unknown): Record<string, unknown> {
  const parameters: Readonly<Record<string, z.core.$ZodType>> = input.shape
  const names = Object.keys(parameters)
  const members = Object.entries(objectOf(given) ?? {})
  if (members.length > MAX_MEMBERS) throw invalid([() => tooMany(tool, members.length, names)])
  const problems: Problem[] = []
  const read: Record<string, unknown> = {}
  for (const [name, value] of members) {
    const known = Object.hasOwn(parameters, name) ? name : sameParameter(name, names)
    if (known === undefined) problems.push(() => unknownIn(tool, name, names))
    else if (isAbsent(value)) continue
    else if (Object.hasOwn(read, known)) problems.push(() => `${known} is given twice`)
    else {
      const parameter = parameters[known] as z.ZodType
      read[known] = asMeant(parameter, value)
      for (const problem of unknownMembers(known, parameter, read[known])) problems.push(problem)
    }
  }
  const parsed = input.safeParse(read)
  if (parsed.success && problems.length === 0) return parsed.data
  const issues = parsed.error?.issues ?? []
  throw invalid([
    ...problems,
    ...issues.map((issue) => () => `${issue.path.join('.')} ${inWords(issue, read)}`),
  ])
}

function invalid(problems: readonly Problem[]): ProblemError {
  const named = problems.slice(0, MAX_PROBLEMS).map((problem) => problem())
  const left = problems.length - named.length
  const more = left > 0 ? [`and ${counted(left, 'more problem')}`] : []
  return new ProblemError('invalid_request', { facts: { problem: [...named, ...more].join('; ') } })
}

const taken = (known: readonly string[]): string =>
  known.length === 0 ? '(it takes none)' : `(it takes ${known.join(', ')})`

function tooMany(tool: string, count: number, known: readonly string[]): string {
  return `${tool} has been given ${counted(count, 'argument')} ${taken(known)}`
}

function unknownIn(tool: string, name: string, known: readonly string[]): string {
  const near = nearestParameter(name, known)
  const meant = near === undefined ? '' : `; did you mean ${near}?`
  return `${tool} has no parameter ${said(name)}${meant} ${taken(known)}`
}

/** The schemas of lists of objects allow more members, as strict clients need it; what is not read is still an error. */
function unknownMembers(name: string, parameter: z.ZodType, value: unknown): Problem[] {
  const known = Object.keys(elementOf(parameter)?.shape ?? {})
  if (known.length === 0 || !Array.isArray(value)) return []
  return value.flatMap((item, index) =>
    Object.keys(objectOf(item) ?? {})
      .filter((member) => !known.includes(member))
      .map((member) => () => unknownIn(`${name}.${index}`, member, known)),
  )
}

function inWords(issue: z.core.$ZodIssue, read: Readonly<Record<string, unknown>>): string {
  if (issue.path.length === 1 && !Object.hasOwn(read, String(issue.path[0]))) return 'is missing'
  switch (issue.code) {
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? 'of another kind'}`
    case 'too_small':
      return `must be at least ${issue.minimum}${UNITS[issue.origin] ?? ''}`
    case 'too_big':
      return `must be at most ${issue.maximum}${UNITS[issue.origin] ?? ''}`
    default:
      // Messages of our own schemas; zod's begin with a capital.
      return /^[a-z]/.test(issue.message) ? issue.message : 'does not have the right form'
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}
const UNITS: Readonly<Record<string, string>> = { string: ' characters long', array: ' entries long' }

/** What models write for nothing, in JavaScript, Python and SQL. */
const NOTHING = new Set(['', 'null', 'undefined', 'None', 'NULL'])

function isAbsent(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isAbsent)
  return value === null || value === undefined || (typeof value === 'string' && NOTHING.has(value.trim()))
}

/** The first reading that the parameter accepts; the given value if it accepts none, so that the error names it. */
function asMeant(parameter: z.ZodType, value: unknown): unknown {
  for (const reading of readings(parameter, value))
    if (reading !== undefined && parameter.safeParse(reading).success) return reading
  return cut(describe(parameter), value)
}

const described = new WeakMap<z.ZodType, Described>()

function describe(parameter: z.ZodType): Described {
  const known = described.get(parameter) ?? (z.toJSONSchema(parameter, { io: 'input' }) as Described)
  described.set(parameter, known)
  return known
}

function* readings(parameter: z.ZodType, given: unknown): Generator {
  const schema = describe(parameter)
  const value = cut(schema, given)
  yield value
  if (schema.type === 'string') yield* asText(schema, value)
  if (schema.type === 'integer' || schema.type === 'number') yield* asNumber(schema, value)
  if (schema.type === 'boolean') yield* asBoolean(value)
  const element = elementOf(parameter)
  if (element) yield* 'name' in element.shape ? asPairs(schema, value) : asObjects(schema, element, value)
  else if (schema.type === 'array') yield* asList(schema, value)
}

/** A list that is too long stays so, but is not read to its end. */
function cut({ maxItems = Infinity }: Described, value: unknown): unknown {
  if (!Array.isArray(value) || value.length <= maxItems) return value
  return value.filter((item) => !isAbsent(item)).slice(0, maxItems + 1)
}

/** What a list parameter holds, also in a string of JSON. */
function listOf(schema: Described, value: unknown): readonly unknown[] {
  const parsed = cut(schema, jsonOf(value))
  return (Array.isArray(parsed) ? (parsed as unknown[]) : [parsed]).filter((item) => !isAbsent(item))
}

function* asText({ enum: words }: Described, value: unknown): Generator {
  const [only = value] = Array.isArray(value) && value.length === 1 ? (value as unknown[]) : []
  const text = textOf(only)
  if (text === undefined) return
  yield text.trim()
  if (words) yield words.find((word) => sameWord(word, text))
  yield asTime(text.trim())
}

/** Completes a time that has blanks or no seconds. */
function asTime(text: string): string {
  return text
    .replace(/^(\d{4}-\d\d-\d\d) (?=\d\d:)/, '$1T')
    .replace(/ (?=[+-]\d\d:?\d\d$|Z$)/, '')
    .replace(/(T\d\d:\d\d)(?=Z$|[+-]\d\d:?\d\d$)/, '$1:00')
    .replace(/(T[\d:]+[+-]\d\d)(\d\d)$/, '$1:$2')
}

const sameWord = (one: string, other: string): boolean =>
  one ===
  other
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function* asNumber({ minimum, maximum }: Described, value: unknown): Generator {
  const [only = value] = Array.isArray(value) && value.length === 1 ? (value as unknown[]) : []
  const number = typeof only === 'number' ? only : typeof only === 'string' ? Number(only) : Number.NaN
  if (Number.isNaN(number)) return
  yield number
  // A limit beyond the maximum means the maximum.
  yield Math.min(Math.max(Math.round(number), minimum ?? number), maximum ?? number)
}

function* asBoolean(value: unknown): Generator {
  const word = textOf(value)?.trim().toLowerCase()
  if (word === 'true' || word === '1' || word === 'yes') yield true
  if (word === 'false' || word === '0' || word === 'no') yield false
}

function* asList(schema: Described, value: unknown): Generator {
  const texts = listOf(schema, value).map((item) => textOf(item) ?? item)
  yield texts
  const [only] = texts
  // Several values may be in one string, separated by commas.
  if (texts.length === 1 && typeof only === 'string')
    yield cut(
      schema,
      only
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
}

const NAME_MEMBERS = ['name', 'key', 'field', 'tag', 'id']

/** The objects that a list has. */
function elementOf(parameter: z.core.$ZodType): z.ZodObject | undefined {
  if (parameter instanceof z.ZodDefault || parameter instanceof z.ZodOptional)
    return elementOf(parameter.unwrap())
  return parameter instanceof z.ZodArray && parameter.element instanceof z.ZodObject
    ? parameter.element
    : undefined
}

/** A list of objects, each of whose members is read as a parameter is. */
function* asObjects(schema: Described, element: z.ZodObject, value: unknown): Generator {
  yield listOf(schema, value).map((item) => membersAsMeant(element, item))
}

function membersAsMeant({ shape }: z.ZodObject, item: unknown): unknown {
  const members = objectOf(item)
  const entries = Object.entries(members ?? {})
  if (!members || entries.length > MAX_MEMBERS) return item
  return Object.fromEntries(
    entries.flatMap(([name, value]): [string, unknown][] => {
      if (isAbsent(value)) return []
      const known = Object.hasOwn(shape, name) ? name : (sameParameter(name, Object.keys(shape)) ?? name)
      const member = shape[known]
      return [[known, member instanceof z.ZodType ? asMeant(member, value) : value]]
    }),
  )
}

/** A list of names and values, which some models write as a map. */
function* asPairs(schema: Described, value: unknown): Generator {
  const map = objectOf(jsonOf(value))
  const pairs = map ? Object.entries(map) : listOf(schema, value).map(pairOf)
  if (pairs.some((pair) => pair === undefined)) return
  yield pairs.flatMap((pair) => {
    if (pair === undefined) return []
    const [name, inner] = pair
    return inner === null || inner === undefined ? [] : [{ name, value: textOf(inner) ?? inner }]
  })
}

function pairOf(item: unknown): [string, unknown] | undefined {
  const pair = objectOf(item)
  const name = NAME_MEMBERS.map((member) => pair?.[member]).find((found) => typeof found === 'string')
  return name === undefined ? undefined : [name, pair?.['value']]
}

function jsonOf(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value) || findExcess(value) !== undefined) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  return isObject(value) ? value : undefined
}
