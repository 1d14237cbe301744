import type { Source } from '@letterlock/sdk/wire.ts'
import { withoutMisleading } from '../email-marketing/visible-text.ts'

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

/** Which account an answer is from, and how it was come by. */
export function sourceLine({ account, provider, connection, credential, fallbackReason }: Source): string {
  const used =
    credential === 'oauth'
      ? 'OAuth'
      : `API key${fallbackReason === null ? '' : ', since the OAuth token fails'}`
  const reason = fallbackReason === null ? '' : ` Reason: ${fallbackReason}.`
  return `From ${saidWhole(account)} (${provider}), by ${used}.${reason} Connection: ${connection}; credential: ${credential}`
}

export function percent(rate: number | null): string {
  return rate === null ? 'not told' : `${(rate * 100).toFixed(1)} %`
}

export function users(count: number | null, atMost = false): string {
  if (count === null) return 'the platform does not tell how many people'
  return `${atMost ? 'at most ' : ''}${count} ${count === 1 ? 'person' : 'people'}`
}

/** How many a page holds, and how to go on. */
export function pageSummary(
  what: string,
  { items, nextCursor }: { items: readonly unknown[]; nextCursor: string | null },
): string {
  const head =
    items.length === 0 ? `No ${what}${nextCursor === null ? '' : ' here yet'}.` : `${items.length} ${what}:`
  return nextCursor === null ? head : `${head} There may be more: go on with nextCursor as cursor.`
}
