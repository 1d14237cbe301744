import type { Contact } from '@letterlock/sdk/wire.ts'
import { hash } from 'node:crypto'
import { z } from 'zod'
import type { ContactsWanted } from '../adapter.ts'
import type { Found, PageWanted } from '../page.ts'
import type { ProviderApi } from '../provider-api.ts'
import { isAddress } from '../../model/addresses.ts'
import { comparableText } from '../../model/comparable-text.ts'
import { pageOfMatches } from '../read-lists.ts'
import { count } from '../shapes.ts'
import { segment } from '../values.ts'
import { orUndefined } from '../writing.ts'
import { describeMember, member, statusWord } from './describe.ts'
import { found, NO_LINKS, pageQuery } from './paging.ts'

/* Members of lists, https://mailchimp.com/developer/marketing/api/list-members/ */

/** The members that are used: requesting only these makes the response a third as long. */
const MEMBER_FIELDS = Object.keys(member.shape)
  .map((name) => `members.${name}`)
  .join(',')

const matches = z.object({ members: z.array(member), total_items: count })

/**
 * Searches members. The provider's search has no pages and no status filter, and matches names and addresses; archived contacts are found by
 * address only. It returns thirty of each kind.
 * @returns undefined if there may be more
 */
export async function searchMembers(
  api: ProviderApi,
  { audience, status }: ContactsWanted,
  words: string,
): Promise<Contact[] | undefined> {
  const query = { query: words, list_id: audience ?? undefined }
  const shape = z.object({ exact_matches: matches, full_search: matches })
  const { exact_matches, full_search } = await api.get('/3.0/search-members', shape, query)
  if (full_search.total_items > full_search.members.length) return undefined
  const members = [...exact_matches.members, ...full_search.members]
  const exact =
    audience !== null && isAddress(words)
      ? await orUndefined(api.get(memberPath(audience, words), member, NO_LINKS))
      : undefined
  const all = [...(exact ? [exact] : []), ...members].map(describeMember)
  const once = new Map(all.map((contact) => [`${contact.audienceIds.join()} ${contact.id}`, contact]))
  return [...once.values()].filter((contact) => status === null || contact.status === status)
}

const MEMBERS_AT_ONCE = 1000
const MAX_MEMBER_PAGES = 10

/** Finds among the members of the audience what the search does not return completely. */
export async function findAmongMembers(
  api: ProviderApi,
  { audience, status }: ContactsWanted & { readonly audience: string },
  words: string,
  page: PageWanted,
): Promise<Found<Contact>> {
  const wanted = comparableText(words)
  let pages = 0
  return pageOfMatches(page, {
    read: (at) => listMembers(api, { audience, status }, { limit: MEMBERS_AT_ONCE, at }),
    match: (contact) =>
      [contact.email, contact.name ?? ''].some((text) => comparableText(text).includes(wanted))
        ? contact
        : undefined,
    endsAfterPage: () => ++pages >= MAX_MEMBER_PAGES,
  })
}

export async function listMembers(
  api: ProviderApi,
  { audience, status }: Pick<ContactsWanted, 'status'> & { readonly audience: string },
  page: PageWanted,
): Promise<Found<Contact>> {
  const query = {
    ...pageQuery(page),
    status: status === null ? undefined : statusWord(status),
    fields: `${MEMBER_FIELDS},total_items`,
  }
  const shape = z.object({ members: z.array(member), total_items: count })
  const answer = await api.get(`/3.0/lists/${segment(audience)}/members`, shape, query)
  return found(page, answer.members, answer.total_items, describeMember)
}

/** A member's ID is the MD5 hash of the lower-case email address, or the provider's own. */
export function memberPath(audience: string, contact: string): string {
  const hashed = contact.includes('@') ? hash('md5', contact.trim().toLowerCase()) : contact
  return `/3.0/lists/${segment(audience)}/members/${segment(hashed)}`
}
