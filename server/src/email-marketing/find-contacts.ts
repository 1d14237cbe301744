import type { Contact, ContactStatus } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { Found, PageWanted } from './adapter.ts'
import { isAddress } from './addresses.ts'
import type { OpenAccount } from './get-account-client.ts'

export interface ContactsAsked {
  readonly audience: string | null
  /** Left out: those who are subscribed; for a search, whatever it is. */
  readonly status?: ContactStatus | undefined
  /** An e-mail address, or a part of one. */
  readonly words: string | null
}

/** What the platform cannot list or search for is said, and not answered with nothing. @throws ProblemError unsupported_by_provider, audience_required */
export async function findContacts(
  { adapter, api }: OpenAccount,
  { audience, status, words }: ContactsAsked,
  page: PageWanted,
): Promise<Found<Contact>> {
  const { contactStatuses, searchesParts } = adapter.capabilities
  if (status !== undefined && !contactStatuses.includes(status))
    throw new ProblemError('unsupported_by_provider', {
      facts: { capability: `contacts that are ${status} (it has ${contactStatuses.join(', ')})` },
    })
  if (words !== null && !searchesParts && !isAddress(words))
    throw new ProblemError('unsupported_by_provider', {
      facts: { capability: 'a search by a part of an address or by name (give the whole address)' },
    })
  const wanted = status ?? (words === null ? 'subscribed' : null)
  return adapter.contacts(api, { audience, status: wanted, words }, page)
}
