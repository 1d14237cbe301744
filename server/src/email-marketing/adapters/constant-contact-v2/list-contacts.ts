import type { Contact } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../../../kernel/errors.ts'
import type { ContactsWanted } from '../adapter.ts'
import type { Found, PageWanted } from '../page.ts'
import type { ProviderApi } from '../provider-api.ts'
import { isSameAddress } from '../../model/addresses.ts'
import { isWantedContact } from '../is-wanted-contact.ts'
import { pageOfMatches } from '../read-lists.ts'
import { segment } from '../values.ts'
import { orUndefined } from '../writing.ts'
import {
  contactBody,
  CONTACT_STATUSES,
  describeContact,
  STATUS_FILTER,
  type ContactBody,
} from './describe.ts'
import { nextOf, paged } from './paging.ts'

export const contactsPage = paged(contactBody)

/** The provider's page size. Whole pages are read, at most the number below until a contact matches. */
const SIZE = 500
const MAX_PAGES = 10

/**
 * Contacts of one status, or of any. The provider cannot filter an audience's contacts, so they are filtered here. A page may have fewer
 * than `limit`, and a cursor names the provider's page and the contact in it.
 * @throws ProblemError unsupported_by_provider, invalid_request
 */
export async function listContacts(
  api: ProviderApi,
  wanted: ContactsWanted,
  { limit, at }: PageWanted,
): Promise<Found<Contact>> {
  const { audience, status, words } = wanted
  if (words !== null) return { items: await search(api, wanted, words), next: null }
  if (audience !== null && (status === 'unsubscribed' || status === 'archived'))
    throw new ProblemError('unsupported_by_provider', {
      facts: {
        capability: `${status} contacts of one audience, since they have left all; leave the audience out`,
      },
    })
  const path = audience === null ? '/v2/contacts' : `/v2/lists/${segment(audience)}/contacts`
  const listed = audience === null ? CONTACT_STATUSES.find((one) => one === status) : undefined
  const filter = listed ? { status: STATUS_FILTER[listed] } : {}
  let pages = 0
  return pageOfMatches(
    { limit, at },
    {
      async read(page) {
        pages++
        const answer = await api.get(path, contactsPage, { limit: SIZE, next: page ?? undefined, ...filter })
        return { items: answer.results.map(describeContact), next: nextOf(answer) }
      },
      match: (contact) => (status === null || contact.status === status ? contact : undefined),
      endsAfterPage: () => pages === MAX_PAGES,
    },
  )
}

/** The contact with this address, if it is in the audience or no longer subscribed: then it is in no list. */
async function search(api: ProviderApi, wanted: ContactsWanted, address: string): Promise<Contact[]> {
  const body = await orUndefined(findContact(api, address))
  return (body ? [describeContact(body)] : []).filter((contact) => isWantedContact(contact, wanted))
}

/**
 * A contact by ID or email address, in any status.
 * @throws ProblemError resource_not_found
 */
export async function findContact(api: ProviderApi, contact: string): Promise<ContactBody> {
  if (!contact.includes('@')) return api.get(`/v2/contacts/${segment(contact)}`, contactBody)
  for (const status of ['ALL', STATUS_FILTER.archived]) {
    const { results } = await api.get('/v2/contacts', contactsPage, { email: contact, status })
    const isIt = ({ email_address }: { email_address: string }): boolean =>
      isSameAddress(email_address, contact)
    const found = results.find(({ email_addresses }) => email_addresses.some(isIt))
    if (found) return found
  }
  throw new ProblemError('resource_not_found')
}
