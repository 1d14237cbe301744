import type { Contact } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../../../kernel/errors.ts'
import type { ContactsWanted } from '../adapter.ts'
import type { Found, PageWanted, Position } from '../page.ts'
import type { ProviderApi } from '../provider-api.ts'
import { isSameAddress, plain } from '../../model/addresses.ts'
import { digitsOf, segment } from '../values.ts'
import { describeRecipient, recipient } from './describe.ts'
import { CONSOLE, EVERYTHING, hasMore, hasMoreOfWhole, wholeItems } from './paging.ts'

/** The provider does not list recipients of other statuses. */
export const CONTACT_STATUSES = ['subscribed', 'unsubscribed', 'pending'] as const
type Listed = (typeof CONTACT_STATUSES)[number]

/** A list's collections of recipients. */
const COLLECTIONS: Readonly<Record<Listed, string>> = {
  subscribed: 'Subscribed',
  unsubscribed: 'Unsubscribed',
  pending: 'Pending',
}

interface Search {
  readonly audience: string
  readonly filterby?: string | undefined
}

async function page(
  api: ProviderApi,
  status: Listed,
  { audience, filterby }: Search,
  { number, size }: { number: number; size: number },
): Promise<{ contacts: Contact[]; more: boolean }> {
  const path = `${CONSOLE}/List/${segment(audience)}/Recipients/${COLLECTIONS[status]}`
  const answer = await api.get(path, wholeItems(recipient), { pageNumber: number, pageSize: size, filterby })
  const contacts = answer.Items.map((one) => describeRecipient(one, status, audience))
  const more = filterby === undefined ? hasMoreOfWhole(answer) : hasMore(answer, { number, size })
  return { contacts, more }
}

/** The filter of a search. Quotes cannot be escaped in it, so it contains the longest part without quotes, and results are compared here. */
function filterFor(words: string): string {
  const [part = ''] = words.split(/['"\\]/).toSorted((a, b) => b.length - a.length)
  return `"Email.Contains('${part}')"`
}

/**
 * Contacts of one status, or of all listed ones, one collection after the other.
 * @throws ProblemError audience_required, invalid_request
 */
export async function listContacts(
  api: ProviderApi,
  { audience, status, words }: ContactsWanted,
  { limit, at }: PageWanted,
): Promise<Found<Contact>> {
  if (audience === null) throw new ProblemError('audience_required')
  const wanted = status === null ? CONTACT_STATUSES : CONTACT_STATUSES.filter((listed) => listed === status)
  const search = { audience, filterby: words === null ? undefined : filterFor(words) }
  let [which, number] = positionOf(at, wanted)
  for (;;) {
    const collection = wanted[which]
    if (collection === undefined) return { items: [], next: null }
    const { contacts, more } = await page(api, collection, search, { number, size: limit })
    const found =
      words === null ? contacts : contacts.filter(({ email }) => plain(email).includes(plain(words)))
    ;[which, number] = more ? [which, number + 1] : [which + 1, 0]
    const next = which < wanted.length ? `${wanted[which]}:${number}` : null
    if (found.length > 0 || next === null) return { items: found, next }
  }
}

/** @throws ProblemError invalid_request */
function positionOf(at: Position, wanted: readonly Listed[]): [which: number, number: number] {
  const [, name, number = '0'] = /^(\w+):(\d{1,9})$/.exec(at ?? `${wanted[0]}:0`) ?? []
  const which = wanted.findIndex((status) => status === name)
  if (which === -1 && wanted.length > 0)
    throw new ProblemError('invalid_request', { facts: { problem: 'cursor: not from this list' } })
  return [Math.max(which, 0), Number(number)]
}

/**
 * A contact by ID or email address, in any collection of the list. Addresses are compared here: the provider's comparison is
 * case-sensitive, and would miss an unsubscribed contact with another spelling.
 * @throws ProblemError resource_not_found
 */
export async function findContact(api: ProviderApi, audience: string, contact: string): Promise<Contact> {
  const byAddress = contact.includes('@')
  const filterby = byAddress ? filterFor(plain(contact)) : `idRecipient==${digitsOf(contact)}`
  const isIt = ({ id, email }: Contact): boolean =>
    byAddress ? isSameAddress(email, contact) : id === contact
  for (const status of CONTACT_STATUSES)
    for (let number = 0, more = true; more; number++) {
      const found = await page(api, status, { audience, filterby }, { number, size: EVERYTHING })
      const contact = found.contacts.find(isIt)
      if (contact) return contact
      ;({ more } = found)
    }
  throw new ProblemError('resource_not_found')
}
