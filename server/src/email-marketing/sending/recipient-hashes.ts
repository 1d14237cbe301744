import type { Campaign } from '@letterlock/sdk/wire.ts'
import { hash } from 'node:crypto'
import type { Found, PageWanted, Position } from '../adapters/page.ts'
import { plain } from '../model/addresses.ts'
import { MAX_PAGE_SIZE } from '../../kernel/limits.ts'
import type { AccountClient } from '../get-account-client.ts'

/** Up to this many recipients are compared one by one, in up to ten calls. */
export const MAX_COMPARED = 1000
/** A size that every provider returns: with smaller pages than requested, the rest would be missed. */
const PAGE_SIZE = MAX_PAGE_SIZE
/** In base64 characters: 72 bits. */
const HASH_LENGTH = 12

/**
 * One salted hash per address that the campaign goes to now, in order. The salt keeps the hashes of two requests from being compared.
 * @returns null if there are more than `most`
 */
export async function hashRecipients(
  account: Pick<AccountClient, 'adapter' | 'api'>,
  campaign: Campaign,
  { salt, most = MAX_COMPARED }: { readonly salt: string; readonly most?: number },
): Promise<string | null> {
  const addresses = new Set<string>()
  for (const read of sourcesOf(account, campaign)) {
    let at: Position = null
    do {
      const { items, next }: Found<{ email: string }> = await read({ limit: PAGE_SIZE, at })
      for (const { email } of items) addresses.add(plain(email))
      if (addresses.size > most) return null
      at = next
    } while (at !== null)
  }
  const hashes = [...addresses].map((address) =>
    hash('sha256', `${salt}\n${address}`, 'base64url').slice(0, HASH_LENGTH),
  )
  return hashes.toSorted().join('')
}

/** The number of recipients that were not there before. */
export function countNewRecipients(before: string, now: string): number {
  const known = new Set(hashesIn(before))
  return hashesIn(now).filter((one) => !known.has(one)).length
}

export const recipientsIn = (hashes: string): number => hashes.length / HASH_LENGTH

const hashesIn = (text: string): string[] =>
  Array.from({ length: recipientsIn(text) }, (_, index) =>
    text.slice(index * HASH_LENGTH, (index + 1) * HASH_LENGTH),
  )

type ReadPage = (page: PageWanted) => Promise<Found<{ readonly email: string }>>

function sourcesOf(
  { adapter, api }: Pick<AccountClient, 'adapter' | 'api'>,
  { audienceIds, segmentIds }: Campaign,
): ReadPage[] {
  const segments = segmentIds.map(
    (id): ReadPage =>
      (page) =>
        adapter.segmentContacts(api, audienceIds[0] ?? '', id, page),
  )
  if (adapter.segmentsAre === 'parts' && segments.length > 0) return segments
  const audiences = audienceIds.map(
    (audience): ReadPage =>
      (page) =>
        adapter.contacts(api, { audience, status: 'subscribed', words: null }, page),
  )
  return [...audiences, ...segments]
}
