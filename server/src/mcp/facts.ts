import type { Source } from '@letterlock/sdk/wire.ts'
import { percent, sourceLine } from './format-result.ts'
import { isObject } from '../kernel/json.ts'

/**
 * The structured result as lines of text, for clients that show a model only one of the two. Each member is a line, or a part of one,
 * `name: value`; null members are omitted.
 * @param facts the structured result, from which misleading characters are removed already
 */
export function factLines({ source, ...facts }: Readonly<Record<string, unknown>>): string[] {
  const lines = Object.entries(facts).flatMap(([name, value]) => linesOf(name, value))
  return source === undefined ? lines : [...lines, sourceLine(source as Source)]
}

/**
 * A line with the names of members that are null, or null in every item of a list, so that a model that sees only the text knows that they
 * were requested. Empty if there are none.
 */
export function absentLine({
  source: _source,
  nextCursor: _cursor,
  ...facts
}: Readonly<Record<string, unknown>>): string[] {
  const absent = absentIn([facts])
  return absent.length === 0 ? [] : [`Not reported, or none: ${[...new Set(absent)].join(', ')}`]
}

/** The names of members that are null in all of these objects, and in the lists in them. */
function absentIn(objects: readonly Readonly<Record<string, unknown>>[]): string[] {
  return Object.keys(objects[0] ?? {}).flatMap((name) => {
    const values = objects.map((one) => one[name])
    if (values.every((value) => value === null)) return [name]
    return absentIn(values.flat().filter(isObject))
  })
}

function linesOf(name: string, value: unknown): string[] {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value) || !value.some(isObject)) return [`${name}: ${valueOf(name, value)}`]
  return [
    ...(name === 'items' ? [] : [`${name}:`]),
    ...value.map((item) => `- ${isObject(item) ? partsOf(item) : valueOf(name, item)}`),
  ]
}

function partsOf(item: object): string {
  return Object.entries(item)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${named(name)}: ${valueOf(name, value)}`)
    .join('; ')
}

function valueOf(name: string, value: unknown): string {
  if (typeof value === 'string') return textOf(value)
  if (typeof value === 'number') return /rate$/i.test(name) ? `${value} (${percent(value)})` : String(value)
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((one) => valueOf(name, one)).join(', ')
  if (isObject(value)) return Object.keys(value).length === 0 ? 'none' : `{ ${partsOf(value)} }`
  return String(value)
}

/** A member's name. Names of contact fields come from the account. */
const named = (name: string): string => textOf(name)

/** IDs, single words and times are unquoted; other text is in quotes on one line, so that it cannot look like a member. */
function textOf(text: string): string {
  if (/^[\w.@:+-]+$/.test(text)) return text
  // JSON does not escape the line and paragraph separators.
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}
