import type { Source } from '@letterlock/sdk/wire.ts'
import { counted } from '../kernel/counted.ts'
import { toOneLine } from '../kernel/foreign-text.ts'

/** Text from an account in quotes, for the user who decides: it can neither end the quotes, start a line nor be a link. */
export function quoted(text: string): string {
  return JSON.stringify(toOneLine(text)).replaceAll('](', '] (')
}

/** The account and the credential behind a result. */
export function sourceLine({
  accountName,
  provider,
  connectionId,
  credential,
  fallbackReason,
}: Source): string {
  const used =
    credential === 'oauth'
      ? 'OAuth'
      : `API key${fallbackReason === null ? '' : ', because OAuth is not working'}`
  const reason = fallbackReason === null ? '' : ` Reason: ${fallbackReason}.`
  return `From ${toOneLine(accountName)} (${provider}), by ${used}.${reason} Connection: ${connectionId}; credential: ${credential}`
}

/** A rate in percent. @param rate from 0 to 1; null if unknown */
export function percent(rate: number | null): string {
  return rate === null ? 'unknown' : `${(rate * 100).toFixed(1)} %`
}

/** A text such as “at most 12 contacts”. @param count null if unknown */
export function contactCount(count: number | null, atMost = false): string {
  if (count === null) return 'an unknown number of contacts'
  return `${atMost ? 'at most ' : ''}${counted(count, 'contact')}`
}

/**
 * The size of a page, and how to get the next one.
 * @param noun singular, such as `contact`
 * @param detail follows the noun, such as ` (opened)`
 */
export function pageSummary(
  noun: string,
  { items, nextCursor }: { items: readonly unknown[]; nextCursor: string | null },
  detail = '',
): string {
  const what = `${noun}${items.length === 1 ? '' : 's'}${detail}`
  const head =
    items.length === 0 ? `No ${what}${nextCursor === null ? '' : ' here yet'}.` : `${items.length} ${what}:`
  return nextCursor === null ? head : `${head} There may be more: pass nextCursor as cursor.`
}
