import type { Source } from '@letterlock/sdk/wire.ts'
import { withoutMisleading } from '../email-marketing/visible-text.ts'
import { percent, sourceLine } from './format-result.ts'

/**
 * What an answer says as lines of text: every fact of the structure, so that a model that is shown only one of the two knows the same.
 * A fact is a line or a part of one, `name: value`; what is not told (null) is left out.
 */
export function factLines({ source, ...facts }: Readonly<Record<string, unknown>>): string[] {
  const lines = Object.entries(facts).flatMap(([name, value]) => linesOf(name, value))
  return source === undefined ? lines : [...lines, sourceLine(source as Source)]
}

function linesOf(name: string, value: unknown): string[] {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value) || !value.some(isRecord)) return [`${name}: ${valueOf(name, value)}`]
  return [...(name === 'items' ? [] : [`${name}:`]), ...value.map((item) => `- ${partsOf(item as object)}`)]
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
  if (isRecord(value)) return Object.keys(value).length === 0 ? 'none' : `{ ${partsOf(value)} }`
  return String(value)
}

/** Names of fields come from people as well. */
const named = (name: string): string => textOf(name)

/** Ids, words and times as they are; whatever else people have written in quotes, on one line: it cannot look like a fact of ours. */
function textOf(text: string): string {
  return /^[\w.@:+-]+$/.test(text) ? text : withoutMisleading(JSON.stringify(text))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
