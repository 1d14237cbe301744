import type { Source } from '@letterlock/client/wire.ts'
import { withoutMisleading } from '../marketing/visible-text.ts'

const LONGEST = 200

/** What people have written, as one line: nothing in it can look like a line of ours, or reorder it. */
export function saidWhole(text: string): string {
  return withoutMisleading(text).replaceAll(/\s+/g, ' ').trim()
}

/** The same, cut where it goes on for long. */
export function said(text: string): string {
  const line = saidWhole(text)
  return line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line
}

/** Without what is not seen: control characters, zero-width ones, and those that turn the direction of writing. */
function visible(text: string): string {
  return text.replaceAll(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, '')
}

/** The same for everything in a structure. */
export function visibleIn(value: unknown): unknown {
  if (typeof value === 'string') return visible(value)
  if (Array.isArray(value)) return value.map(visibleIn)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [visible(name), visibleIn(inner)]))
}

/** Which account an answer is from, and how it was come by. */
export function sourceLine({ account, provider, credential, because }: Source): string {
  const used =
    credential === 'oauth' ? 'OAuth' : `API key${because === null ? '' : ', since the OAuth token fails'}`
  return `From ${said(account)} (${provider}), by ${used}.`
}

export function percent(rate: number | null): string {
  return rate === null ? 'not told' : `${(rate * 100).toFixed(1)} %`
}

/** How an audience grows, where it is told. */
export function growth(joined: number | null, left: number | null): string {
  return joined === null && left === null ? '' : `, ${joined ?? '?'} join and ${left ?? '?'} leave in a month`
}

export function people(count: number | null, atMost = false): string {
  if (count === null) return 'the platform does not tell how many people'
  return `${atMost ? 'at most ' : ''}${count} ${count === 1 ? 'person' : 'people'}`
}

/** What a page says: its lines, how to go on, and where it comes from. */
export function pageText<T>(
  what: string,
  { items, nextCursor, source }: { items: readonly T[]; nextCursor: string | null; source: Source },
  line: (item: T) => string,
): string {
  const head = items.length === 0 ? `No ${what}.` : `${items.length} ${what}:`
  const more = nextCursor === null ? [] : [`More with cursor ${nextCursor}`]
  return [head, ...items.map((item) => `- ${line(item)}`), ...more, sourceLine(source)].join('\n')
}
