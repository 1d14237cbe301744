import { z } from 'zod'
import { findExcess } from '../kernel/find-excess.ts'
import { isObject } from '../kernel/json.ts'
import { sameParameter } from './nearest-parameter.ts'

/* Reads argument values leniently, as models write them. */

/** The parts of JSON Schema that the parameters use. */
interface Described {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
}

/** More than any tool has parameters, or an object in a list has members. */
export const MAX_MEMBERS = 100
/** Strings that models write for an absent value, after JavaScript, Python and SQL. */
const NOTHING = new Set(['', 'null', 'undefined', 'None', 'NULL'])

export function isAbsent(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isAbsent)
  return value === null || value === undefined || (typeof value === 'string' && NOTHING.has(value.trim()))
}

/** The first interpretation of a value that the parameter accepts; the given value if it accepts none, so that the error names it. */
export function asMeant(parameter: z.ZodType, value: unknown): unknown {
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

/** Shortens a list that is too long, but keeps it too long, so that reading it takes bounded time. */
function cut({ maxItems = Infinity }: Described, value: unknown): unknown {
  if (!Array.isArray(value) || value.length <= maxItems) return value
  return value.filter((item) => !isAbsent(item)).slice(0, maxItems + 1)
}

/** The items of a list parameter, also from a string of JSON. */
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

/** Completes a time with blanks or without seconds. */
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
  // A number beyond a bound means the bound.
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

/** The schema of the objects in a list; undefined if it is not a list of objects. */
export function elementOf(parameter: z.core.$ZodType): z.ZodObject | undefined {
  if (parameter instanceof z.ZodDefault || parameter instanceof z.ZodOptional)
    return elementOf(parameter.unwrap())
  return parameter instanceof z.ZodArray && parameter.element instanceof z.ZodObject
    ? parameter.element
    : undefined
}

/** Reads a list of objects; their members are read like parameters. */
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

/** Reads a list of names and values, which some models write as a map. */
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

export function objectOf(value: unknown): Record<string, unknown> | undefined {
  return isObject(value) ? value : undefined
}
